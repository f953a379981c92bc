using Cortensor.Chain.Rpc;

namespace Cortensor.Chain.Watching;

/// <summary>A block and the watched contracts' events in it, in order of their log index.</summary>
public sealed record BlockLogs(BlockHeader Header, IReadOnlyList<LogEntry> Logs);
