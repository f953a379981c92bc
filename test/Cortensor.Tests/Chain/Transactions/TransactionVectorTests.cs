using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Transactions;

/// <summary>The EIP-1559 form of the shared vectors; the network sends no other.</summary>
public sealed class TransactionVectorTests
{
    [Fact]
    public async Task All_shared_vectors_are_signed_byte_for_byte()
    {
        JsonElement[] vectors = Vectors.Load("transactions");
        Assert.Equal(3200, vectors.Length);
        foreach (JsonElement vector in vectors)
        {
            using PrivateKey key = PrivateKey.FromHex(vector.GetProperty("privateKey").GetString()!);
            UnsignedTransaction transaction = Read(vector.GetProperty("transaction"));
            Assert.Equal(vector.GetProperty("unsignedLondon").GetString(), Hex.Encode(transaction.EncodeForSigning()));
            SignedTransaction signed = await transaction.SignAsync(new LocalSigner(key), TestContext.Current.CancellationToken);
            Assert.Equal(vector.GetProperty("signedLondon").GetString(), Hex.Encode(signed.Encoded.Span));
        }
    }

    private static UnsignedTransaction Read(JsonElement fields) =>
        new()
        {
            To = Field(fields, "to") is { } to ? Address.Parse(to) : null,
            Nonce = (ulong)Number(fields, "nonce"),
            GasLimit = (ulong)Number(fields, "gasLimit"),
            MaxFeePerGas = Number(fields, "maxFeePerGas"),
            MaxPriorityFeePerGas = Number(fields, "maxPriorityFeePerGas"),
            Value = Number(fields, "value"),
            Data = Hex.Decode(Field(fields, "data") ?? string.Empty),
            ChainId = (ulong)Number(fields, "chainId"),
            AccessList = [.. List(fields, "accessList").Select(ReadAccess)],
        };

    private static AccessListEntry ReadAccess(JsonElement entry) =>
        new(
            Address.Parse(entry.GetProperty("address").GetString()!),
            [.. entry.GetProperty("storageKeys").EnumerateArray().Select(key => Hash32.Parse(key.GetString()!))]
        );

    private static IEnumerable<JsonElement> List(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out JsonElement list) ? list.EnumerateArray() : [];

    private static string? Field(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static BigInteger Number(JsonElement fields, string name) =>
        Field(fields, name) switch
        {
            null => 0,
            { } hex when hex.StartsWith("0x", StringComparison.Ordinal) => BigInteger.Parse(
                "0" + hex[2..],
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture
            ),
            { } text => BigInteger.Parse(text, CultureInfo.InvariantCulture),
        };
}
