using System.Numerics;
using System.Text.Json;
using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>The Ethereum JSON-RPC methods that the network uses, typed.</summary>
public sealed class EthClient(IRpcTransport transport)
{
    private const int FeeHistoryBlocks = 5;
    private const int TipPercentile = 50;

    /// <summary>What carries the requests.</summary>
    public IRpcTransport Transport { get; } = transport;

    /// <summary><c>eth_chainId</c>.</summary>
    public async Task<ulong> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        Quantity.ReadUInt64(await Transport.CallAsync("eth_chainId", [], cancellationToken));

    /// <summary><c>web3_clientVersion</c>: the node's software in its own words.</summary>
    public async Task<string> GetClientVersionAsync(CancellationToken cancellationToken = default) =>
        (await Transport.CallAsync("web3_clientVersion", [], cancellationToken)).GetString() ?? string.Empty;

    /// <summary>The header at a tag; null when there is no such block (yet).</summary>
    public async Task<BlockHeader?> GetHeaderAsync(BlockTag tag, CancellationToken cancellationToken = default)
    {
        JsonElement block = await Transport.CallAsync("eth_getBlockByNumber", [tag.ToString(), false], cancellationToken);
        return block.ValueKind == JsonValueKind.Object ? RpcReaders.Header(block) : null;
    }

    /// <summary>The balance in wei.</summary>
    public async Task<BigInteger> GetBalanceAsync(Address account, BlockTag tag, CancellationToken cancellationToken = default) =>
        Quantity.ReadBig(await Transport.CallAsync("eth_getBalance", [account.ToString(), tag.ToString()], cancellationToken));

    /// <summary>How many transactions the account has sent: its next nonce.</summary>
    public async Task<ulong> GetNonceAsync(Address account, BlockTag tag, CancellationToken cancellationToken = default) =>
        Quantity.ReadUInt64(await Transport.CallAsync("eth_getTransactionCount", [account.ToString(), tag.ToString()], cancellationToken));

    /// <summary>The code of a contract; empty when there is none.</summary>
    public async Task<byte[]> GetCodeAsync(Address contract, BlockTag tag, CancellationToken cancellationToken = default) =>
        Hex.Decode((await Transport.CallAsync("eth_getCode", [contract.ToString(), tag.ToString()], cancellationToken)).GetString()!);

    /// <summary>Executes a message on a copy of the state.</summary>
    /// <exception cref="JsonRpcException">The message reverted; <see cref="JsonRpcException.RevertData"/> says why.</exception>
    public async Task<byte[]> CallAsync(CallRequest request, BlockTag tag, CancellationToken cancellationToken = default) =>
        Hex.Decode((await Transport.CallAsync("eth_call", [request.ToJson(), tag.ToString()], cancellationToken)).GetString()!);

    /// <summary>The gas a transaction would need.</summary>
    /// <exception cref="JsonRpcException">It would revert.</exception>
    public async Task<ulong> EstimateGasAsync(CallRequest request, CancellationToken cancellationToken = default) =>
        Quantity.ReadUInt64(await Transport.CallAsync("eth_estimateGas", [request.ToJson()], cancellationToken));

    /// <summary>Hands over a signed transaction; the hash is the one computed before.</summary>
    public async Task<Hash32> SendRawAsync(ReadOnlyMemory<byte> signed, CancellationToken cancellationToken = default) =>
        Hash32.Parse((await Transport.CallAsync("eth_sendRawTransaction", [Hex.Encode(signed.Span)], cancellationToken)).GetString()!);

    /// <summary>The receipt; null until the transaction is in a block.</summary>
    public async Task<TransactionReceipt?> GetReceiptAsync(Hash32 transaction, CancellationToken cancellationToken = default)
    {
        JsonElement receipt = await Transport.CallAsync("eth_getTransactionReceipt", [transaction.ToString()], cancellationToken);
        return receipt.ValueKind == JsonValueKind.Object ? RpcReaders.Receipt(receipt) : null;
    }

    /// <summary>Whether the node knows the transaction, waiting or in a block.</summary>
    public async Task<bool> KnowsTransactionAsync(Hash32 transaction, CancellationToken cancellationToken = default) =>
        (await Transport.CallAsync("eth_getTransactionByHash", [transaction.ToString()], cancellationToken)).ValueKind == JsonValueKind.Object;

    /// <summary>The events of some contracts between two heights, both included, in chain order.</summary>
    public Task<IReadOnlyList<LogEntry>> GetLogsAsync(
        IReadOnlyCollection<Address> contracts, ulong from, ulong to, CancellationToken cancellationToken = default) =>
        GetLogsAsync(new() { ["address"] = Texts(contracts), ["fromBlock"] = Quantity.Format(from), ["toBlock"] = Quantity.Format(to) }, cancellationToken);

    /// <summary>The events of some contracts in exactly this block: a block that a reorganization removed gives an error, never another block's events.</summary>
    public Task<IReadOnlyList<LogEntry>> GetLogsAsync(
        IReadOnlyCollection<Address> contracts, Hash32 block, CancellationToken cancellationToken = default) =>
        GetLogsAsync(new() { ["address"] = Texts(contracts), ["blockHash"] = block.ToString() }, cancellationToken);

    /// <summary>The next block's base fee and the tip that half of the recent gas paid at least.</summary>
    public async Task<FeeEstimate> GetFeesAsync(CancellationToken cancellationToken = default)
    {
        JsonElement history = await Transport.CallAsync(
            "eth_feeHistory", [Quantity.Format(FeeHistoryBlocks), "latest", new[] { TipPercentile }], cancellationToken);
        BigInteger baseFee = Quantity.ReadBig(history.GetProperty("baseFeePerGas").EnumerateArray().Last());
        BigInteger[] tips = history.TryGetProperty("reward", out JsonElement rewards) && rewards.ValueKind == JsonValueKind.Array
            ? [.. rewards.EnumerateArray().Select(block => Quantity.ReadBig(block[0])).Order()]
            : [];
        return new FeeEstimate(baseFee, tips.Length == 0 ? BigInteger.Zero : tips[tips.Length / 2]);
    }

    private async Task<IReadOnlyList<LogEntry>> GetLogsAsync(Dictionary<string, object> filter, CancellationToken cancellationToken) =>
        RpcReaders.Logs(await Transport.CallAsync("eth_getLogs", [filter], cancellationToken));

    private static string[] Texts(IReadOnlyCollection<Address> contracts) => [.. contracts.Select(contract => contract.ToString())];
}
