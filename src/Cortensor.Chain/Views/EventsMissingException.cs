namespace Cortensor.Chain.Views;

/// <summary>
/// An event is about something that no event before it made, so at least one was withheld: the projection must be rebuilt from its start
/// block.
/// </summary>
internal sealed class EventsMissingException(ulong block, Exception inner)
    : Exception($"Block {block} does not follow from the events before it.", inner)
{
    public ulong Block { get; } = block;
}
