using Cortensor.Node.Options;

namespace Cortensor.Cli.Commands;

/// <summary>Output of <c>cortensor config show --json</c>.</summary>
internal sealed record ConfigReport(bool Ok, IReadOnlyList<OptionSetting> Settings, IReadOnlyList<string> Faults);
