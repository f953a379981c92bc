namespace Cortensor.Node.Options;

/// <summary>Which chain and which contracts.</summary>
public sealed class ChainOptions
{
    /// <summary>Default of <see cref="PollMilliseconds"/>.</summary>
    public const int DefaultPollMilliseconds = 250;

    /// <summary>Default of <see cref="Confirmations"/>.</summary>
    public const int DefaultConfirmations = 1;

    /// <summary>Default of <see cref="MaxFeeGwei"/>.</summary>
    public const int DefaultMaxFeeGwei = 500;

    /// <summary>HTTP address of the chain's JSON-RPC.</summary>
    public string Rpc { get; set; } = string.Empty;

    /// <summary>
    /// More HTTP addresses of the same chain, in order of preference: reads go there when the first is unwell, transactions go to all.
    /// </summary>
    public IList<string> Fallbacks { get; set; } = [];

    /// <summary>
    /// WebSocket addresses that tell of new blocks; empty tries the HTTP addresses' own host and port, which is where most nodes offer it.
    /// </summary>
    public IList<string> WebSockets { get; set; } = [];

    /// <summary>Whether to subscribe to new blocks; without, and whenever no subscription works, the head is polled.</summary>
    public bool Subscribe { get; set; } = true;

    /// <summary>Blocks that must hold or follow an event or a transaction before it counts; 1 counts the block itself.</summary>
    public int Confirmations { get; set; } = DefaultConfirmations;

    /// <summary>The most to pay for gas, in gwei (10^9 wei) per gas, replacements of stuck transactions included.</summary>
    public int MaxFeeGwei { get; set; } = DefaultMaxFeeGwei;

    /// <summary>File with the contracts' addresses, chain id and deployment block.</summary>
    public string Deployment { get; set; } = string.Empty;

    /// <summary>Default of <see cref="MaxBlocksBehind"/>.</summary>
    public const int DefaultMaxBlocksBehind = 20;

    /// <summary>Default of <see cref="MaxHeadAgeSeconds"/>.</summary>
    public const int DefaultMaxHeadAgeSeconds = 60;

    /// <summary>Default of <see cref="GasFloorGwei"/>: some hundred moves at ordinary prices.</summary>
    public const int DefaultGasFloorGwei = 5_000_000;

    /// <summary>Blocks the node may be behind the chain's head and still count as ready.</summary>
    public int MaxBlocksBehind { get; set; } = DefaultMaxBlocksBehind;

    /// <summary>
    /// Seconds the chain's head may stand still before the node counts as not ready; 0 for chains that only mine on demand.
    /// </summary>
    public int MaxHeadAgeSeconds { get; set; } = DefaultMaxHeadAgeSeconds;

    /// <summary>Money for gas below which the node counts as not ready, in gwei of the chain's coin.</summary>
    public int GasFloorGwei { get; set; } = DefaultGasFloorGwei;

    /// <summary>Pause between two looks at the head while no subscription tells of new blocks, in milliseconds.</summary>
    public int PollMilliseconds { get; set; } = DefaultPollMilliseconds;

    /// <summary>Every HTTP address, the preferred one first.</summary>
    internal IReadOnlyList<Uri> Endpoints => [new Uri(Rpc), .. Fallbacks.Select(static address => new Uri(address))];

    /// <summary>Every WebSocket address to try.</summary>
    internal IReadOnlyList<Uri> SocketEndpoints =>
        WebSockets.Count > 0
            ? [.. WebSockets.Select(static address => new Uri(address))]
            :
            [
                .. Endpoints.Select(static endpoint =>
                    new UriBuilder(endpoint) { Scheme = endpoint.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri
                ),
            ];
}
