using System.Numerics;
using Cortensor.Chain.Encoding;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Chain.Transactions;

/// <summary>An EIP-1559 transaction before it is signed: the one kind that the network sends.</summary>
public sealed record UnsignedTransaction
{
    /// <summary>The first byte on the wire (EIP-2718).</summary>
    private const byte Type = 2;

    /// <summary>The chain.</summary>
    public ulong ChainId { get; init; }

    /// <summary>The sender's counter.</summary>
    public ulong Nonce { get; init; }

    /// <summary>The receiver; null deploys a contract.</summary>
    public Address? To { get; init; }

    /// <summary>Wei sent along.</summary>
    public BigInteger Value { get; init; }

    /// <summary>Call data or init code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The most gas it may use.</summary>
    public ulong GasLimit { get; init; }

    /// <summary>The most wei per gas to pay, base fee and tip together.</summary>
    public BigInteger MaxFeePerGas { get; init; }

    /// <summary>The most wei per gas for the block's producer.</summary>
    public BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>Announced accounts and slots (EIP-2930).</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The bytes whose Keccak is signed.</summary>
    public byte[] EncodeForSigning() => Envelope(Fields());

    /// <summary>What is signed.</summary>
    public Hash32 SigningHash() => Keccak256.Hash(EncodeForSigning());

    /// <summary>Joins transaction and signature; the result is what <c>eth_sendRawTransaction</c> takes.</summary>
    public SignedTransaction WithSignature(Signature signature) =>
        new(this, signature, Envelope([.. Fields(), RlpItem.OfNumber(signature.YParity), Integer(signature.R), Integer(signature.S)]));

    /// <summary>Signs with <paramref name="signer"/>.</summary>
    public async ValueTask<SignedTransaction> SignAsync(ISigner signer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return WithSignature(await signer.SignHashAsync(SigningHash(), cancellationToken));
    }

    // r and s are integers in RLP: no leading zeros.
    private static RlpItem Integer(Hash32 value) => RlpItem.OfNumber(new BigInteger(value.ToArray(), isUnsigned: true, isBigEndian: true));

    private static byte[] Envelope(IReadOnlyList<RlpItem> fields) => [Type, .. Rlp.Encode(RlpItem.OfList(fields))];

    private RlpItem[] Fields() =>
        [
            RlpItem.OfNumber(ChainId),
            RlpItem.OfNumber(Nonce),
            RlpItem.OfNumber(MaxPriorityFeePerGas),
            RlpItem.OfNumber(MaxFeePerGas),
            RlpItem.OfNumber(GasLimit),
            RlpItem.OfBytes(To is Address address ? address.ToArray() : []),
            RlpItem.OfNumber(Value),
            RlpItem.OfBytes(Data.Span),
            RlpItem.OfList([.. AccessList.Select(AccessItem)]),
        ];

    private static RlpItem AccessItem(AccessListEntry entry) =>
        RlpItem.OfList(
            RlpItem.OfBytes(entry.Account.ToArray()),
            RlpItem.OfList([.. entry.StorageKeys.Select(key => RlpItem.OfBytes(key.ToArray()))])
        );
}
