using Cortensor.Chain.Encoding;
using Cortensor.Chain.Ledgers.Errors;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Ledgers;

/// <summary>What a contract's custom error means: the refusal that the in-memory ledger gives for the same move.</summary>
public static class RevertRefusals
{
    private static readonly RefusalTable Table = new([
        .. QueueErrors.All,
        .. SessionErrors.All,
        .. PaymentErrors.All,
        .. PoolErrors.All,
        .. IdentityErrors.All,
        .. NetworkErrors.All,
        .. TokenErrors.All,
    ]);

    /// <summary>
    /// The refusal; null when the data is no custom error of this network's contracts, such as a panic or nothing at all.
    /// </summary>
    public static Refusal? Read(ReadOnlyMemory<byte> revertData) => Table.Read(revertData);

    /// <summary>Whether the error is known.</summary>
    internal static bool Knows(Selector selector) => Table.Knows(selector);
}
