using System.Diagnostics;
using System.Globalization;

namespace Cortensor.Bench.Soak.Trouble;

/// <summary>The inference workers of a miner: its children.</summary>
internal static class Workers
{
    // The kernel lists children under the thread that started them.
    public static IReadOnlyList<int> Of(int miner) =>
        [
            .. Directory
                .EnumerateDirectories($"/proc/{miner}/task")
                .Select(thread => Path.Combine(thread, "children"))
                .SelectMany(file => File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)),
        ];

    public static void Kill(int pid)
    {
        try
        {
            using Process process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It ended by itself between being listed and being hit.
        }
    }
}
