namespace Cortensor.Cli.Doctor;

/// <summary>Output of <c>cortensor doctor --json</c>.</summary>
internal sealed record DoctorReport(bool Ready, IReadOnlyList<Finding> Findings);
