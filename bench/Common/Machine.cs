using System.Globalization;
using System.Runtime.InteropServices;

namespace Cortensor.Bench.Common;

/// <summary>What a number was measured on, in plain words: a number without it says nothing.</summary>
internal static class Machine
{
    private const double KibPerGib = 1024 * 1024;

    public static string Describe() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({Processor()}), {Kib("MemTotal") / KibPerGib:0} GiB memory, {RuntimeInformation.OSDescription.Split(' ')[0]} {RuntimeInformation.OSArchitecture}, .NET {Environment.Version}, load before {Load()}"
        );

    private static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(2));

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1]
        ?? "unknown";

    private static double Kib(string field) => ProcFields.Kib("/proc/meminfo", field);
}
