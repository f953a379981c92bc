using Cortensor.Chain.Rpc;

namespace Cortensor.Chain.Watching;

/// <summary>A block and the watched contracts' events in it, in order of their log index.</summary>
/// <param name="Header">The block.</param>
/// <param name="Logs">Its events.</param>
/// <param name="Height">The chain's height when the block was read: how far behind the head it is.</param>
public sealed record BlockLogs(BlockHeader Header, IReadOnlyList<LogEntry> Logs, ulong Height);
