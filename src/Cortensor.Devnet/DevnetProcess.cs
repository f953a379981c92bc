using Cortensor.Devnet.Processes;

namespace Cortensor.Devnet;

/// <summary>One process of a network at the moment it was asked for.</summary>
/// <param name="Role"><c>chain</c>, <c>router</c>, <c>miner</c> or <c>oracle</c>.</param>
/// <param name="Name">As in log file names: <c>miner-2</c>.</param>
/// <param name="Identity">Which process.</param>
/// <param name="LogPath">Everything it wrote, and what those before it under this name wrote.</param>
/// <param name="ExitCode">Null while it runs.</param>
public sealed record DevnetProcess(string Role, string Name, ProcessIdentity Identity, string LogPath, int? ExitCode);
