using System.Numerics;
using System.Text.Json;
using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>Reads the objects of the Ethereum JSON-RPC.</summary>
internal static class RpcReaders
{
    public static BlockHeader Header(JsonElement block) =>
        new(
            Quantity.ReadUInt64(block.GetProperty("number")),
            Hash(block, "hash"),
            Hash(block, "parentHash"),
            Quantity.ReadUInt64(block.GetProperty("timestamp")),
            block.TryGetProperty("baseFeePerGas", out JsonElement fee) && fee.ValueKind == JsonValueKind.String
                ? Quantity.ReadBig(fee)
                : default
        )
        {
            LogsBloom =
                block.TryGetProperty("logsBloom", out JsonElement bloom) && bloom.ValueKind == JsonValueKind.String
                    ? LogsBloom.Parse(bloom.GetString()!)
                    : null,
        };

    /// <summary>The object, or null where the node has none.</summary>
    public static T? Optional<T>(JsonElement element, Func<JsonElement, T> read)
        where T : class =>
        element.ValueKind switch
        {
            JsonValueKind.Object => read(element),
            JsonValueKind.Null => null,
            _ => throw new FormatException("Neither an object nor null."),
        };

    public static byte[] Bytes(JsonElement element) =>
        Hex.Decode(element.GetString() ?? throw new FormatException("A string of bytes is missing."));

    public static TransactionReceipt Receipt(JsonElement receipt) =>
        new(
            Hash(receipt, "transactionHash"),
            Quantity.ReadUInt64(receipt.GetProperty("blockNumber")),
            Hash(receipt, "blockHash"),
            Quantity.ReadUInt64(receipt.GetProperty("status")) == 1,
            Quantity.ReadUInt64(receipt.GetProperty("gasUsed")),
            receipt.TryGetProperty("effectiveGasPrice", out JsonElement price) ? Quantity.ReadBig(price) : default,
            receipt.TryGetProperty("contractAddress", out JsonElement created) && created.ValueKind == JsonValueKind.String
                ? Address.Parse(created.GetString()!)
                : null,
            Logs(receipt.GetProperty("logs"))
        );

    /// <summary>The receipt of exactly this transaction.</summary>
    public static TransactionReceipt ReceiptOf(Hash32 transaction, JsonElement element)
    {
        TransactionReceipt receipt = Receipt(element);
        return receipt.TransactionHash == transaction ? receipt : throw new FormatException("The receipt is of another transaction.");
    }

    public static FeeEstimate Fees(JsonElement history)
    {
        BigInteger baseFee = Quantity.ReadBig(history.GetProperty("baseFeePerGas").EnumerateArray().Last());
        BigInteger[] tips =
            history.TryGetProperty("reward", out JsonElement rewards) && rewards.ValueKind == JsonValueKind.Array
                ? [.. rewards.EnumerateArray().Select(block => Quantity.ReadBig(block[0])).Order()]
                : [];
        return new FeeEstimate(baseFee, tips.Length == 0 ? BigInteger.Zero : tips[tips.Length / 2]);
    }

    /// <summary>Logs in chain order, whatever order the node chose.</summary>
    public static List<LogEntry> Logs(JsonElement logs) =>
        [.. logs.EnumerateArray().Select(Log).OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex)];

    private static LogEntry Log(JsonElement log) =>
        new(
            Address.Parse(log.GetProperty("address").GetString()!),
            [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!))],
            Hex.Decode(log.GetProperty("data").GetString()!),
            Quantity.ReadUInt64(log.GetProperty("blockNumber")),
            Hash(log, "blockHash"),
            Hash(log, "transactionHash"),
            checked((uint)Quantity.ReadUInt64(log.GetProperty("logIndex")))
        );

    private static Hash32 Hash(JsonElement element, string name) => Hash32.Parse(element.GetProperty(name).GetString()!);
}
