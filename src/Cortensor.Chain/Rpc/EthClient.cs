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
    public Task<ulong> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        Transport.ReadAsync("eth_chainId", [], Quantity.ReadUInt64, cancellationToken);

    /// <summary><c>web3_clientVersion</c>: the node's software in its own words.</summary>
    public Task<string> GetClientVersionAsync(CancellationToken cancellationToken = default) =>
        Transport.ReadAsync("web3_clientVersion", [], static result => result.GetString() ?? string.Empty, cancellationToken);

    /// <summary>The header at a tag; null when there is no such block (yet).</summary>
    public Task<BlockHeader?> GetHeaderAsync(BlockTag tag, CancellationToken cancellationToken = default) =>
        Transport.ReadAsync(
            "eth_getBlockByNumber",
            [tag.ToString(), false],
            static block => RpcReaders.Optional(block, RpcReaders.Header),
            cancellationToken
        );

    /// <summary>The balance in wei.</summary>
    public Task<BigInteger> GetBalanceAsync(Address account, BlockTag tag, CancellationToken cancellationToken = default) =>
        Transport.ReadAsync("eth_getBalance", [account.ToString(), tag.ToString()], Quantity.ReadBig, cancellationToken);

    /// <summary>How many transactions the account has sent: its next nonce.</summary>
    public Task<ulong> GetNonceAsync(Address account, BlockTag tag, CancellationToken cancellationToken = default) =>
        Transport.ReadAsync("eth_getTransactionCount", [account.ToString(), tag.ToString()], Quantity.ReadUInt64, cancellationToken);

    /// <summary>The code of a contract; empty when there is none.</summary>
    public Task<byte[]> GetCodeAsync(Address contract, BlockTag tag, CancellationToken cancellationToken = default) =>
        Transport.ReadAsync("eth_getCode", [contract.ToString(), tag.ToString()], RpcReaders.Bytes, cancellationToken);

    /// <summary>Executes a message on a copy of the state.</summary>
    /// <exception cref="JsonRpcException">The message reverted; <see cref="JsonRpcException.RevertData"/> says why.</exception>
    public Task<byte[]> CallAsync(CallRequest request, BlockTag tag, CancellationToken cancellationToken = default) =>
        CallAsync(request, tag, static result => result.ToArray(), cancellationToken);

    /// <summary>Like <see cref="CallAsync(CallRequest, BlockTag, CancellationToken)"/>, and decodes the result.</summary>
    /// <exception cref="RpcUnreachableException">No answer came that can be decoded.</exception>
    public Task<T> CallAsync<T>(
        CallRequest request,
        BlockTag tag,
        Func<ReadOnlySpan<byte>, T> decode,
        CancellationToken cancellationToken = default
    ) => Transport.ReadAsync("eth_call", [request.ToJson(), tag.ToString()], result => decode(RpcReaders.Bytes(result)), cancellationToken);

    /// <summary>The gas a transaction would need.</summary>
    /// <exception cref="JsonRpcException">It would revert.</exception>
    public Task<ulong> EstimateGasAsync(CallRequest request, CancellationToken cancellationToken = default) =>
        Transport.ReadAsync("eth_estimateGas", [request.ToJson()], Quantity.ReadUInt64, cancellationToken);

    /// <summary>Hands over a signed transaction; the hash is the one computed before.</summary>
    public Task<Hash32> SendRawAsync(ReadOnlyMemory<byte> signed, CancellationToken cancellationToken = default) =>
        Transport.ReadAsync(
            "eth_sendRawTransaction",
            [Hex.Encode(signed.Span)],
            static hash => Hash32.Parse(hash.GetString()!),
            cancellationToken
        );

    /// <summary>The receipt; null until the transaction is in a block.</summary>
    public Task<TransactionReceipt?> GetReceiptAsync(Hash32 transaction, CancellationToken cancellationToken = default) =>
        Transport.ReadAsync(
            "eth_getTransactionReceipt",
            [transaction.ToString()],
            result => RpcReaders.Optional(result, found => RpcReaders.ReceiptOf(transaction, found)),
            cancellationToken
        );

    /// <summary>Whether the node knows the transaction, waiting or in a block.</summary>
    public Task<bool> KnowsTransactionAsync(Hash32 transaction, CancellationToken cancellationToken = default) =>
        Transport.ReadAsync(
            "eth_getTransactionByHash",
            [transaction.ToString()],
            static found => found.ValueKind == JsonValueKind.Object,
            cancellationToken
        );

    /// <summary>The events of some contracts between two heights, both included, in chain order.</summary>
    public Task<IReadOnlyList<LogEntry>> GetLogsAsync(
        IReadOnlyCollection<Address> contracts,
        ulong from,
        ulong to,
        CancellationToken cancellationToken = default
    ) =>
        Transport.ReadAsync<IReadOnlyList<LogEntry>>(
            "eth_getLogs",
            [
                new Dictionary<string, object>
                {
                    ["address"] = Texts(contracts),
                    ["fromBlock"] = Quantity.Format(from),
                    ["toBlock"] = Quantity.Format(to),
                },
            ],
            result => LogChecks.OfRange(RpcReaders.Logs(result), contracts, from, to),
            cancellationToken
        );

    /// <summary>
    /// The events of some contracts in exactly this block: a block that a reorganization removed gives an error, never another block's
    /// events.
    /// </summary>
    /// <param name="contracts">Whose events.</param>
    /// <param name="block">Its header; the logs must fit its bloom.</param>
    /// <param name="demandAnnounced">
    /// Takes logs that the bloom announces and that did not come as an unusable answer. Not always right: blooms also announce by chance.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<LogEntry>> GetLogsAsync(
        IReadOnlyCollection<Address> contracts,
        BlockHeader block,
        bool demandAnnounced = false,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(block);
        return Transport.ReadAsync<IReadOnlyList<LogEntry>>(
            "eth_getLogs",
            [new Dictionary<string, object> { ["address"] = Texts(contracts), ["blockHash"] = block.Hash.ToString() }],
            result => LogChecks.OfBlock(RpcReaders.Logs(result), contracts, block, demandAnnounced),
            cancellationToken
        );
    }

    /// <summary>The next block's base fee and the tip that half of the recent gas paid at least.</summary>
    public Task<FeeEstimate> GetFeesAsync(CancellationToken cancellationToken = default) =>
        Transport.ReadAsync(
            "eth_feeHistory",
            [Quantity.Format(FeeHistoryBlocks), "latest", new[] { TipPercentile }],
            RpcReaders.Fees,
            cancellationToken
        );

    private static string[] Texts(IReadOnlyCollection<Address> contracts) => [.. contracts.Select(contract => contract.ToString())];
}
