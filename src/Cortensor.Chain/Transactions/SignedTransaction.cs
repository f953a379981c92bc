using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Chain.Transactions;

/// <summary>
/// A transaction with its signature: the bytes to send, and the hash they will be known by before any node has seen them.
/// </summary>
public sealed class SignedTransaction
{
    internal SignedTransaction(UnsignedTransaction transaction, Signature signature, byte[] encoded)
    {
        Transaction = transaction;
        Signature = signature;
        Encoded = encoded;
        Hash = Keccak256.Hash(encoded);
    }

    /// <summary>What was signed.</summary>
    public UnsignedTransaction Transaction { get; }

    /// <summary>The signature.</summary>
    public Signature Signature { get; }

    /// <summary>The bytes for <c>eth_sendRawTransaction</c>.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>The transaction hash.</summary>
    public Hash32 Hash { get; }
}
