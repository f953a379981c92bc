using Cortensor.Devnet.State;

namespace Cortensor.Cli.Commands;

/// <summary>Output of <c>cortensor devnet status --json</c>.</summary>
/// <param name="Running">Whether a supervisor lives.</param>
/// <param name="DataDir">The folder.</param>
/// <param name="Supervisor">Its process id.</param>
/// <param name="Ready">Whether the network is up, not only on its way.</param>
/// <param name="Processes">Every process and whether it lives.</param>
/// <param name="Network">What <c>devnet.json</c> says.</param>
internal sealed record DevnetStatus(
    bool Running,
    string DataDir,
    int? Supervisor,
    bool Ready,
    IReadOnlyList<DevnetProcessRow> Processes,
    DevnetDocument? Network
);

/// <summary>One process of the network.</summary>
internal sealed record DevnetProcessRow(string Role, int Pid, bool Alive);
