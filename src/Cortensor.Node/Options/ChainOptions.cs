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

    /// <summary>Pause between two looks at the head, in milliseconds.</summary>
    public int PollMilliseconds { get; set; } = DefaultPollMilliseconds;
}
