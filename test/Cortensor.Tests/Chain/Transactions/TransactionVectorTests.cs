using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Transactions;

/// <summary>All forms in the vectors are implemented: legacy with and without EIP-155, EIP-2930, EIP-1559 and EIP-4844 (without its blobs).</summary>
public sealed class TransactionVectorTests
{
    [Theory]
    [InlineData("Legacy", TransactionType.Legacy, 3200)]
    [InlineData("Eip155", TransactionType.Legacy, 1664)]
    [InlineData("Berlin", TransactionType.AccessList, 3200)]
    [InlineData("London", TransactionType.DynamicFee, 3200)]
    [InlineData("Cancun", TransactionType.Blob, 1664)]
    public async Task All_shared_vectors_are_signed_byte_for_byte(string form, TransactionType type, int count)
    {
        // Fields that a form cannot express (a blob transaction without a receiver, EIP-155 without a chain) leave it empty in the vectors.
        JsonElement[] vectors = [.. Vectors.Load("transactions").Where(vector => vector.GetProperty("signed" + form).GetString()!.Length > 0)];
        Assert.Equal(count, vectors.Length);
        foreach (JsonElement vector in vectors)
        {
            using PrivateKey key = PrivateKey.FromHex(vector.GetProperty("privateKey").GetString()!);
            UnsignedTransaction transaction = Read(vector.GetProperty("transaction"), type);
            transaction = form == "Legacy" ? transaction with { ChainId = 0 } : transaction;
            Assert.Equal(vector.GetProperty("unsigned" + form).GetString(), Hex.Encode(transaction.EncodeForSigning()));
            SignedTransaction signed = await transaction.SignAsync(new LocalSigner(key), TestContext.Current.CancellationToken);
            Assert.Equal(vector.GetProperty("signed" + form).GetString(), Hex.Encode(signed.Encoded.Span));
        }
    }

    private static UnsignedTransaction Read(JsonElement fields, TransactionType type) => new()
    {
        Type = type,
        To = Field(fields, "to") is { } to ? Address.Parse(to) : null,
        Nonce = (ulong)Number(fields, "nonce"),
        GasLimit = (ulong)Number(fields, "gasLimit"),
        GasPrice = Number(fields, "gasPrice"),
        MaxFeePerGas = Number(fields, "maxFeePerGas"),
        MaxPriorityFeePerGas = Number(fields, "maxPriorityFeePerGas"),
        Value = Number(fields, "value"),
        Data = Hex.Decode(Field(fields, "data") ?? string.Empty),
        ChainId = (ulong)Number(fields, "chainId"),
        MaxFeePerBlobGas = Number(fields, "maxFeePerBlobGas"),
        AccessList = [.. List(fields, "accessList").Select(ReadAccess)],
        BlobVersionedHashes = [.. List(fields, "blobVersionedHashes").Select(hash => Hash32.Parse(hash.GetString()!))],
    };

    private static AccessListEntry ReadAccess(JsonElement entry) => new(
        Address.Parse(entry.GetProperty("address").GetString()!),
        [.. entry.GetProperty("storageKeys").EnumerateArray().Select(key => Hash32.Parse(key.GetString()!))]);

    private static IEnumerable<JsonElement> List(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out JsonElement list) ? list.EnumerateArray() : [];

    private static string? Field(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static BigInteger Number(JsonElement fields, string name) => Field(fields, name) switch
    {
        null => 0,
        { } hex when hex.StartsWith("0x", StringComparison.Ordinal) => BigInteger.Parse("0" + hex[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        { } text => BigInteger.Parse(text, CultureInfo.InvariantCulture),
    };
}
