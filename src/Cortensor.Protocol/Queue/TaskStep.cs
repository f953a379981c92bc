using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>One transaction in a task's life.</summary>
/// <param name="Move">
/// The move's name as the events tell it: <c>submit</c>, <c>ack</c>, <c>precommit</c>, … A <c>reassign</c> that closes no slot only fills
/// empty ones and is called <c>assign</c>, which leaves the same events (decision 0003).
/// </param>
/// <param name="Transaction">Its hash.</param>
/// <param name="Block">Its block.</param>
/// <param name="Timestamp">Block time, unix seconds.</param>
public sealed record TaskStep(string Move, Hash32 Transaction, ulong Block, ulong Timestamp);
