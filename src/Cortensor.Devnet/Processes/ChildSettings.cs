namespace Cortensor.Devnet.Processes;

/// <summary>A process to start.</summary>
/// <param name="Role"><c>chain</c>, <c>router</c>, <c>miner</c> or <c>oracle</c>.</param>
/// <param name="Number">From 1 within its role.</param>
/// <param name="File">Program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="LogPath">Where both its outputs go, appended.</param>
internal sealed record ChildSettings(string Role, int Number, string File, IReadOnlyList<string> Arguments, string LogPath)
{
    /// <summary>Dies with us by the kernel's hand: for programs that do not watch their standard input.</summary>
    public bool DiesWithParent { get; init; }

    /// <summary>Variables to set on top of ours.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>As in log file names: <c>miner-2</c>.</summary>
    public string Name => $"{Role}-{Number}";
}
