using System.Numerics;
using Cortensor.Chain.Encoding;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Testing;
using AccessListItem = Nethereum.Model.AccessListItem;
using PeerSignature = Nethereum.Model.Signature;
using Transaction1559 = Nethereum.Model.Transaction1559;

namespace Cortensor.Tests.Chain;

/// <summary>
/// Random types, values and transactions give the same bytes and values here and in Nethereum. A failure names its seed and its case.
/// </summary>
public sealed class NethereumPeerTests
{
    private const int Cases = 400;

    public static TheoryData<int> Seeds => [.. TestSeed.From(1, 2, 1036383649)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Arguments_are_encoded_and_decoded_alike(int seed)
    {
        AbiChance chance = new(seed);
        for (int index = 0; index < Cases; index++)
        {
            AbiType type = chance.Arguments();
            object[] values = chance.Values(type);
            byte[] encoded = AbiEncoder.EncodeArguments(type, values);
            string name = $"seed {seed}, case {index}, {type}, {Show(values)}: ";
            Assert.Equal(name + Hex.Encode(NethereumPeer.Encode(type, values)), name + Hex.Encode(encoded));
            Assert.Equal(name + Show(values), name + Show(AbiDecoder.DecodeArguments(type, encoded)));
            Assert.Equal(name + Show(values), name + Show(NethereumPeer.Decode(type, encoded)));
        }
    }

    /// <summary>
    /// Ours refuses more than the peer does (padding, UTF-8, shared words). Compared is what ours takes as the encoding of other values:
    /// the peer's faults ArrayLengthWraps and OffsetsOutOfOrder stand outside that.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Damaged_bytes_are_refused_or_decoded_alike(int seed)
    {
        AbiChance chance = new(seed);
        int taken = 0;
        int refused = 0;
        for (int index = 0; index < Cases; index++)
        {
            AbiType type = chance.Arguments();
            byte[] damaged = AbiEncoder.EncodeArguments(type, chance.Values(type));
            int at = chance.Next(damaged.Length);
            damaged[at] ^= (byte)(1 << chance.Next(8));
            object[] ours;
            try
            {
                ours = AbiDecoder.DecodeArguments(type, damaged);
            }
            catch (FormatException)
            {
                refused++;
                continue;
            }

            if (!AbiEncoder.EncodeArguments(type, ours).AsSpan().SequenceEqual(damaged))
            {
                continue;
            }

            taken++;
            string name = $"seed {seed}, case {index}, {type}, byte {at}, {Hex.Encode(damaged)}: ";
            Assert.Equal(name + Show(NethereumPeer.Decode(type, damaged)), name + Show(ours));
        }

        Assert.True(taken > Cases / 10 && refused > Cases / 10, $"Seed {seed}: {taken} taken, {refused} refused.");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Transactions_have_the_same_bytes_signed_and_unsigned(int seed)
    {
        AbiChance chance = new(seed);
        using PrivateKey key = PrivateKey.FromBytes(Keccak256.HashText($"seed {seed}").ToArray());
        for (int index = 0; index < Cases; index++)
        {
            UnsignedTransaction ours = Transaction(chance);
            Transaction1559 peer = ToPeer(ours);
            string name = $"seed {seed}, case {index}: ";
            Assert.Equal(name + Hex.Encode(peer.GetRLPEncodedRaw()), name + Hex.Encode(ours.EncodeForSigning()));
            SignedTransaction signed = await ours.SignAsync(new LocalSigner(key), TestContext.Current.CancellationToken);
            peer.SetSignature(new PeerSignature(signed.Signature.R.ToArray(), signed.Signature.S.ToArray(), [signed.Signature.YParity]));
            Assert.Equal(name + Hex.Encode(peer.GetRLPEncoded()), name + Hex.Encode(signed.Encoded.Span));
            Assert.Equal(name + Hex.Encode(peer.Hash), name + signed.Hash);
        }
    }

    private static UnsignedTransaction Transaction(AbiChance chance) =>
        new()
        {
            ChainId = (ulong)chance.Number(64),
            Nonce = (ulong)chance.Number(64),
            To = chance.Next(8) == 0 ? null : new Address(chance.Bytes(Address.Size)),
            Value = chance.Number(128),
            Data = chance.Bytes(chance.Next(3) * chance.Next(300)),
            GasLimit = (ulong)chance.Number(64),
            MaxFeePerGas = chance.Number(96),
            MaxPriorityFeePerGas = chance.Number(96),
            AccessList =
            [
                .. Enumerable
                    .Range(0, chance.Next(3))
                    .Select(_ => new AccessListEntry(
                        new Address(chance.Bytes(Address.Size)),
                        [.. Enumerable.Range(0, chance.Next(3)).Select(_ => new Hash32(chance.Bytes(Hash32.Size)))]
                    )),
            ],
        };

    private static Transaction1559 ToPeer(UnsignedTransaction ours) =>
        new(
            ours.ChainId,
            ours.Nonce,
            ours.MaxPriorityFeePerGas,
            ours.MaxFeePerGas,
            ours.GasLimit,
            ours.To?.ToString(),
            ours.Value,
            Hex.Encode(ours.Data.Span),
            [
                .. ours.AccessList.Select(static entry => new AccessListItem(
                    entry.Account.ToString(),
                    [.. entry.StorageKeys.Select(static key => key.ToArray())]
                )),
            ]
        );

    private static string Show(object value) =>
        value switch
        {
            object[] members => $"[{string.Join(',', members.Select(Show))}]",
            byte[] bytes => Hex.Encode(bytes),
            string text => $"'{text}'",
            BigInteger number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
