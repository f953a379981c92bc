using Microsoft.Extensions.Logging;

namespace Cortensor.Testing.Network;

/// <summary>What a node said.</summary>
/// <param name="Number">Counted from 1 over all nodes.</param>
/// <param name="Node">Which node: <c>router</c>, <c>oracle</c>, <c>miner 0</c> …</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Event">Name of the event: the method of the component's log class.</param>
/// <param name="Text">The message.</param>
/// <param name="Exception">The exception with it, if any.</param>
public sealed record LogLine(long Number, string Node, LogLevel Level, string Event, string Text, Exception? Exception)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Node}: {Level} {Event}: {Text}{(Exception is null ? string.Empty : $" ({Exception})")}";
}
