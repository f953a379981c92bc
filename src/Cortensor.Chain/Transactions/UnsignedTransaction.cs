using System.Numerics;
using Cortensor.Chain.Encoding;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Chain.Transactions;

/// <summary>A transaction before it is signed. Which fields count depends on <see cref="Type"/>.</summary>
public sealed record UnsignedTransaction
{
    private const int ChainIdOffset = 35;
    private const int LegacyOffset = 27;

    /// <summary>The kind; EIP-1559 unless said otherwise.</summary>
    public TransactionType Type { get; init; } = TransactionType.DynamicFee;

    /// <summary>The chain. A legacy transaction with 0 is valid on every chain: only for vectors.</summary>
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

    /// <summary>Wei per gas of legacy and EIP-2930 transactions.</summary>
    public BigInteger GasPrice { get; init; }

    /// <summary>The most wei per gas to pay, base fee and tip together.</summary>
    public BigInteger MaxFeePerGas { get; init; }

    /// <summary>The most wei per gas for the block's producer.</summary>
    public BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>Announced accounts and slots.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The most wei per blob gas (EIP-4844).</summary>
    public BigInteger MaxFeePerBlobGas { get; init; }

    /// <summary>The hashes of the blobs (EIP-4844).</summary>
    public IReadOnlyList<Hash32> BlobVersionedHashes { get; init; } = [];

    /// <summary>The bytes whose Keccak is signed.</summary>
    public byte[] EncodeForSigning()
    {
        List<RlpItem> fields = Fields();
        if (Type == TransactionType.Legacy && ChainId != 0)
        {
            // EIP-155: the chain id takes the place of the signature.
            fields.AddRange(RlpItem.OfNumber(ChainId), RlpItem.OfNumber(0), RlpItem.OfNumber(0));
        }

        return Envelope(fields);
    }

    /// <summary>What is signed.</summary>
    public Hash32 SigningHash() => Keccak256.Hash(EncodeForSigning());

    /// <summary>Joins transaction and signature; the result is what <c>eth_sendRawTransaction</c> takes.</summary>
    public SignedTransaction WithSignature(Signature signature)
    {
        List<RlpItem> fields = Fields();
        BigInteger v = Type != TransactionType.Legacy ? signature.YParity
            : ChainId == 0 ? LegacyOffset + signature.YParity
            : (2 * (BigInteger)ChainId) + ChainIdOffset + signature.YParity;
        fields.AddRange(RlpItem.OfNumber(v), Integer(signature.R), Integer(signature.S));
        return new SignedTransaction(this, signature, Envelope(fields));
    }

    /// <summary>Signs with <paramref name="signer"/>.</summary>
    public async ValueTask<SignedTransaction> SignAsync(ISigner signer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return WithSignature(await signer.SignHashAsync(SigningHash(), cancellationToken));
    }

    // r and s are integers in RLP: no leading zeros.
    private static RlpItem Integer(Hash32 value) => RlpItem.OfNumber(new BigInteger(value.ToArray(), isUnsigned: true, isBigEndian: true));

    private byte[] Envelope(List<RlpItem> fields)
    {
        byte[] payload = Rlp.Encode(RlpItem.OfList(fields));
        return Type == TransactionType.Legacy ? payload : [(byte)Type, .. payload];
    }

    private List<RlpItem> Fields()
    {
        if (Type == TransactionType.Blob && To is null)
        {
            throw new InvalidOperationException("A blob transaction cannot deploy a contract (EIP-4844).");
        }

        RlpItem to = RlpItem.OfBytes(To is Address address ? address.ToArray() : []);
        RlpItem[] middle = [RlpItem.OfNumber(GasLimit), to, RlpItem.OfNumber(Value), RlpItem.OfBytes(Data.Span)];
        return Type switch
        {
            TransactionType.Legacy => [RlpItem.OfNumber(Nonce), RlpItem.OfNumber(GasPrice), .. middle],
            TransactionType.AccessList =>
                [RlpItem.OfNumber(ChainId), RlpItem.OfNumber(Nonce), RlpItem.OfNumber(GasPrice), .. middle, AccessListItem()],
            TransactionType.DynamicFee => [.. DynamicFeeHead(), .. middle, AccessListItem()],
            TransactionType.Blob =>
                [.. DynamicFeeHead(), .. middle, AccessListItem(), RlpItem.OfNumber(MaxFeePerBlobGas), Words(BlobVersionedHashes)],
            _ => throw new InvalidOperationException($"Transactions of type {Type} cannot be encoded."),
        };
    }

    private RlpItem[] DynamicFeeHead() =>
        [RlpItem.OfNumber(ChainId), RlpItem.OfNumber(Nonce), RlpItem.OfNumber(MaxPriorityFeePerGas), RlpItem.OfNumber(MaxFeePerGas)];

    private RlpItem AccessListItem() =>
        RlpItem.OfList([.. AccessList.Select(entry => RlpItem.OfList(RlpItem.OfBytes(entry.Account.ToArray()), Words(entry.StorageKeys)))]);

    private static RlpItem Words(IReadOnlyList<Hash32> words) => RlpItem.OfList([.. words.Select(word => RlpItem.OfBytes(word.ToArray()))]);
}
