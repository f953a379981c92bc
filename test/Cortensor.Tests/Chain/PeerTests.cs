using System.Numerics;
using System.Text.Json;
using Cortensor.Chain.Encoding;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Crypto.Keystore;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain;

/// <summary>The same inputs give the same bytes here and in ethers.</summary>
public sealed class PeerTests
{
    private const string Secret = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
    private static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000000c0");

    [Fact]
    public async Task A_dynamic_fee_transaction_with_an_access_list()
    {
        using PrivateKey key = PrivateKey.FromHex(Secret);
        Hash32 slot = Keccak256.HashText("slot");
        SignedTransaction signed = await new UnsignedTransaction
        {
            ChainId = 31337,
            Nonce = 0,
            To = Contract,
            Value = BigInteger.Pow(10, 20),
            Data = new byte[] { 0, 1, 2 },
            GasLimit = 123_456,
            MaxFeePerGas = 3_000_000_007,
            MaxPriorityFeePerGas = 1,
            AccessList = [new AccessListEntry(Contract, [slot])],
        }.SignAsync(new LocalSigner(key), Cancellation);
        JsonElement peer = await EthersPeer.AskAsync(
            new
            {
                action = "sign",
                privateKey = Secret,
                transaction = new
                {
                    type = 2,
                    chainId = 31337,
                    nonce = 0,
                    to = Contract.ToString(),
                    value = "100000000000000000000",
                    data = "0x000102",
                    gasLimit = 123_456,
                    maxFeePerGas = "3000000007",
                    maxPriorityFeePerGas = 1,
                    accessList = new[] { new { address = Contract.ToString(), storageKeys = new[] { slot.ToString() } } },
                },
            },
            Cancellation
        );
        Assert.Equal(peer.GetProperty("raw").GetString(), Hex.Encode(signed.Encoded.Span));
        Assert.Equal(peer.GetProperty("hash").GetString(), signed.Hash.ToString());
    }

    [Fact]
    public async Task Nested_dynamic_arguments()
    {
        const string Nested = "(uint256,string,uint256[])[]";
        AbiType arguments = AbiType.Parse($"({Nested},bytes,bool,int256,address,bytes4[2][])");
        byte[] encoded = AbiEncoder.EncodeArguments(
            arguments,
            new object[]
            {
                new object[] { 1UL, "ä🚀", new object[] { 2UL, 3UL } },
                new object[] { 4UL, string.Empty, Array.Empty<object>() },
            },
            new byte[33],
            true,
            -5L,
            Contract,
            new object[] { new object[] { new byte[] { 1, 2, 3, 4 }, new byte[] { 5, 6, 7, 8 } } }
        );
        JsonElement peer = await EthersPeer.AskAsync(
            new
            {
                action = "abi",
                types = new[] { "tuple" + Nested, "bytes", "bool", "int256", "address", "bytes4[2][]" },
                values = new object[]
                {
                    new object[] { new object[] { 1, "ä🚀", new[] { 2, 3 } }, new object[] { 4, string.Empty, Array.Empty<int>() } },
                    Hex.Encode(new byte[33]),
                    true,
                    -5,
                    Contract.ToString(),
                    new[] { new[] { "0x01020304", "0x05060708" } },
                },
            },
            Cancellation
        );
        Assert.Equal(peer.GetProperty("encoded").GetString(), Hex.Encode(encoded));
    }

    [Fact]
    public async Task Typed_data_with_every_kind_of_word()
    {
        using PrivateKey key = PrivateKey.FromHex(Secret);
        TypedDataType type = new(
            "Order(uint64 session,bytes32 digest,uint128 maxCost,int64 delta,address owner,bool open,string note,bytes blob,uint256[] parts)"
        );
        TypedDataDomain domain = new("Cortensor", "1", 31337, Contract);
        Hash32 digest = Keccak256.HashText("request");
        Hash32 order = type.HashStruct(
            new SessionId(7),
            digest,
            TokenAmount.OneCor,
            AbiWord.Signed(-9),
            Contract,
            true,
            AbiWord.OfText("ü"),
            AbiWord.OfBytes([1, 2]),
            AbiWord.OfArray(1UL, 2UL)
        );
        Signature signature = await new LocalSigner(key).SignTypedDataAsync(domain, order, Cancellation);
        JsonElement peer = await EthersPeer.AskAsync(
            new
            {
                action = "typedData",
                privateKey = Secret,
                domain = new
                {
                    name = "Cortensor",
                    version = "1",
                    chainId = 31337,
                    verifyingContract = Contract.ToString(),
                },
                types = new
                {
                    Order = type.EncodeType["Order(".Length..^1]
                        .Split(',')
                        .Select(field => field.Split(' '))
                        .Select(field => new { name = field[1], type = field[0] }),
                },
                message = new
                {
                    session = 7,
                    digest = digest.ToString(),
                    maxCost = TokenAmount.OneCor.ToString(),
                    delta = -9,
                    owner = Contract.ToString(),
                    open = true,
                    note = "ü",
                    blob = "0x0102",
                    parts = new[] { 1, 2 },
                },
            },
            Cancellation
        );
        Assert.Equal(peer.GetProperty("digest").GetString(), domain.Digest(order).ToString());
        Assert.Equal(peer.GetProperty("signature").GetString(), signature.ToString());
    }

    [Fact]
    public async Task A_keystore_of_ours_opens_there()
    {
        using PrivateKey key = PrivateKey.FromHex(Secret);
        JsonElement peer = await EthersPeer.AskAsync(
            new
            {
                action = "keystore",
                json = KeystoreV3.Encrypt(key, "pässword", KeystoreV3.LightCost),
                password = "pässword",
            },
            Cancellation
        );
        Assert.Equal(Secret, peer.GetProperty("privateKey").GetString());
    }

    [Fact]
    public async Task A_keystore_of_theirs_opens_here()
    {
        JsonElement peer = await EthersPeer.AskAsync(
            new
            {
                action = "encryptKeystore",
                privateKey = Secret,
                password = "pässword",
                cost = 1 << 13,
            },
            Cancellation
        );
        using PrivateKey expected = PrivateKey.FromHex(Secret);
        using PrivateKey key = KeystoreV3.Decrypt(peer.GetProperty("json").GetString()!, "pässword");
        Assert.Equal(expected.PublicKey, key.PublicKey);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
