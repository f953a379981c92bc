namespace Cortensor.Cli.Doctor;

/// <summary>What one look at the machine found.</summary>
/// <param name="Name">What was looked at; stable.</param>
/// <param name="Status"><c>ok</c>, <c>warning</c> (works, but not well or not everything) or <c>missing</c> (must be fixed).</param>
/// <param name="Message">What was found.</param>
/// <param name="Fix">The exact command or step; null when nothing is wrong.</param>
internal sealed record Finding(string Name, string Status, string Message, string? Fix)
{
    public const string OkStatus = "ok";
    public const string WarningStatus = "warning";
    public const string MissingStatus = "missing";

    public static Finding Ok(string name, string message) => new(name, OkStatus, message, null);

    public static Finding Warning(string name, string message, string fix) => new(name, WarningStatus, message, fix);

    public static Finding Missing(string name, string message, string fix) => new(name, MissingStatus, message, fix);
}
