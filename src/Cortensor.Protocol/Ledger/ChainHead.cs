using Cortensor.Primitives;

namespace Cortensor.Protocol.Ledger;

/// <summary>
/// The newest block a snapshot has seen. Rules take their <c>now</c> from <see cref="Timestamp"/>, never from the wall clock.
/// </summary>
/// <param name="Number">Block number.</param>
/// <param name="Hash">Block hash.</param>
/// <param name="Timestamp">Unix seconds.</param>
public sealed record ChainHead(ulong Number, Hash32 Hash, ulong Timestamp);
