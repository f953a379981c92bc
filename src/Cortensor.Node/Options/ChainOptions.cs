namespace Cortensor.Node.Options;

/// <summary>Which chain and which contracts.</summary>
public sealed class ChainOptions
{
    /// <summary>Default of <see cref="PollMilliseconds"/>.</summary>
    public const int DefaultPollMilliseconds = 250;

    /// <summary>HTTP address of the chain's JSON-RPC.</summary>
    public string Rpc { get; set; } = string.Empty;

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

    /// <summary>Seconds the chain's head may stand still before the node counts as not ready; 0 for chains that only mine on demand.</summary>
    public int MaxHeadAgeSeconds { get; set; } = DefaultMaxHeadAgeSeconds;

    /// <summary>Money for gas below which the node counts as not ready, in gwei of the chain's coin.</summary>
    public int GasFloorGwei { get; set; } = DefaultGasFloorGwei;

    /// <summary>Pause between two looks at the head, in milliseconds.</summary>
    public int PollMilliseconds { get; set; } = DefaultPollMilliseconds;
}
