using Cortensor.Chain.Rpc;
using Cortensor.Protocol.Queue;

namespace Cortensor.Chain.Views;

/// <summary>An event and its surroundings.</summary>
/// <param name="Log">The event.</param>
/// <param name="Timestamp">Time of its block, unix seconds.</param>
/// <param name="Block">All events of its block, in order.</param>
internal readonly record struct ViewEvent(LogEntry Log, ulong Timestamp, IReadOnlyList<LogEntry> Block)
{
    /// <summary>The event as a step in a task's life.</summary>
    public TaskStep AsStep(string move) => new(move, Log.TransactionHash, Log.BlockNumber, Timestamp);
}
