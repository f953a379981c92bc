using System.ComponentModel.DataAnnotations;

namespace Cortensor.Chain.Rpc;

/// <summary>How several endpoints of one chain are used together.</summary>
public sealed class RpcPoolOptions
{
    /// <summary>Default of <see cref="MaxLag"/>.</summary>
    public const int DefaultMaxLag = 8;

    /// <summary>Default of <see cref="BatchSize"/>.</summary>
    public const int DefaultBatchSize = 50;

    /// <summary>Default of <see cref="RequestsUnderWay"/>.</summary>
    public const int DefaultRequestsUnderWay = 8;

    /// <summary>The chain's id: an endpoint that serves another one is not used. Null trusts the endpoints.</summary>
    public ulong? ChainId { get; set; }

    /// <summary>How long an answer may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = HttpRpcTransport.DefaultTimeout;

    /// <summary>How long the first look at all endpoints may hold up the first call.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan FirstSurvey { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause between two comparisons of the endpoints; they happen while there are calls.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan SurveyInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Blocks that an endpoint may be behind the others and still be used for reads.</summary>
    [Range(0, 10_000)]
    public int MaxLag { get; set; } = DefaultMaxLag;

    /// <summary>Answers that take longer on average put an endpoint behind the faster ones.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan SlowAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The first pause after a failure; pauses double.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan FirstBackoff { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause after failures, and the longest <c>Retry-After</c> that a call waits for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Calls that one HTTP request may hold; 1 switches batching off.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = DefaultBatchSize;

    /// <summary>The longest answer that is read, in bytes.</summary>
    [Range(1 << 16, 1 << 30)]
    public int MaxBodyBytes { get; set; } = HttpRpcTransport.DefaultMaxBodyBytes;

    /// <summary>HTTP requests that may be under way to one endpoint; further calls wait and are joined into batches.</summary>
    [Range(1, 100)]
    public int RequestsUnderWay { get; set; } = DefaultRequestsUnderWay;
}
