using Cortensor.Devnet.Processes;
using Cortensor.Node;

namespace Cortensor.Devnet;

/// <summary>Says which process failed, what it last wrote and where the rest is.</summary>
internal static class DevnetFailure
{
    private const int Lines = 12;

    public static CodedException Of(string process, string logPath, string what) =>
        new(
            ExitCodes.Network,
            string.Join(
                Environment.NewLine,
                [$"{process} {what}. Its last lines ({logPath}):", .. LogTail.Read(logPath, Lines).Select(line => $"  {line}")]
            )
        );

    public static CodedException Of(ChildProcess child, string what) => Of(child.Settings.Name, child.Settings.LogPath, what);

    public static CodedException OfEnd(ChildProcess child) => Of(child, $"ended with exit code {child.ExitCode}{Meaning(child.ExitCode)}");

    private static string Meaning(int? exitCode) =>
        ExitCodes.All.FirstOrDefault(code => code.Number == exitCode) is { } known ? $" ({known.Code})" : string.Empty;
}
