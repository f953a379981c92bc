namespace Cortensor.Cli.Commands;

/// <summary>Output of <c>cortensor ask --json</c>.</summary>
internal sealed record AskReport(
    string Answer,
    string FinishReason,
    ulong Session,
    ulong Task,
    string RequestCid,
    string? ResultCid,
    string TaskUrl
);
