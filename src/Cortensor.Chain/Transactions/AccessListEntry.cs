using Cortensor.Primitives;

namespace Cortensor.Chain.Transactions;

/// <summary>An account and the storage slots that a transaction announces (EIP-2930).</summary>
public sealed record AccessListEntry(Address Account, IReadOnlyList<Hash32> StorageKeys);
