namespace Cortensor.Chain.Watching;

/// <summary>
/// The chain parted from what was seen deeper than the kept headers reach (or restarted from nothing): the projection must be rebuilt from
/// its start block.
/// </summary>
public sealed class ReorganizationTooDeepException(ulong lowestKnown)
    : Exception($"The chain no longer holds block {lowestKnown}, the oldest one remembered; rebuild from the start.")
{
    /// <summary>The oldest remembered height.</summary>
    public ulong LowestKnown { get; } = lowestKnown;
}
