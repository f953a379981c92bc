using System.Globalization;

namespace Cortensor.Bench.Common;

/// <summary>Reads the kernel's tables of the form <c>Name:  123 kB</c>.</summary>
internal static class ProcFields
{
    /// <summary>The field in KiB; zero when the table or the field is gone.</summary>
    public static long Kib(string path, string field)
    {
        try
        {
            string? line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // the process ended between being listed and being looked at
        }
    }

    /// <summary>Memory a process holds, KiB.</summary>
    public static long ResidentKib(int pid) => Kib($"/proc/{pid}/status", "VmRSS");
}
