using System.Globalization;

namespace Cortensor.Bench.Common;

/// <summary>Processor time of a process and its children: what a busy machine does not falsify as it does wall time.</summary>
internal static class CpuTime
{
    /// <summary>Clock ticks a second, as the kernel tells them to programs on every Linux of today.</summary>
    private const double TicksPerMillisecond = 0.1;

    public static double Milliseconds(int pid) => Children(pid).Append(pid).Sum(Ticks) / TicksPerMillisecond;

    private static IEnumerable<int> Children(int pid)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task/{pid}/children");
        return File.Exists(path)
            ? File.ReadAllText(path)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
            : [];
    }

    private static double Ticks(int pid)
    {
        // The command may hold spaces, so fields count from the last bracket: user and system time are fields 14 and 15.
        string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
