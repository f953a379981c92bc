using Cortensor.Primitives;
using Cortensor.Router.Keys;

namespace Cortensor.Router;

/// <summary>What an operator can set.</summary>
public sealed class RouterOptions
{
    /// <summary>Default of <see cref="MaxBodyBytes"/>: half the largest canonical object, which leaves room for escaping.</summary>
    public const int DefaultMaxBodyBytes = 512 * 1024;

    /// <summary>Default of <see cref="AnswerTokens"/>.</summary>
    public const int DefaultAnswerTokens = 256;

    /// <summary>Default of <see cref="MinerBacklog"/>.</summary>
    public const int DefaultMinerBacklog = 12;

    /// <summary>Default of <see cref="ParallelSubmits"/>.</summary>
    public const int DefaultParallelSubmits = 16;

    /// <summary>Default of <see cref="AnswerTimeout"/>.</summary>
    public static readonly TimeSpan DefaultAnswerTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Default of <see cref="MaxAnswerTimeout"/>.</summary>
    public static readonly TimeSpan DefaultMaxAnswerTimeout = TimeSpan.FromSeconds(300);

    /// <summary>Name shown in <c>/api/v1/info</c>.</summary>
    public string Name { get; set; } = "cortensor-router";

    /// <summary>Base URL that clients see, without a slash at the end; task URLs are relative when it is null.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>API keys. None means that nobody can ask.</summary>
    public IList<ApiKeyOptions> Keys { get; set; } = [];

    /// <summary>Models known by name, besides those that connected miners announce.</summary>
    public IList<RouterModel> Models { get; set; } = [];

    /// <summary>Largest request body, bytes.</summary>
    public int MaxBodyBytes { get; set; } = DefaultMaxBodyBytes;

    /// <summary>Longest answer when the client does not say, tokens.</summary>
    public int AnswerTokens { get; set; } = DefaultAnswerTokens;

    /// <summary>How long a client waits when it does not say.</summary>
    public TimeSpan AnswerTimeout { get; set; } = DefaultAnswerTimeout;

    /// <summary>Longest time a client may ask to wait.</summary>
    public TimeSpan MaxAnswerTimeout { get; set; } = DefaultMaxAnswerTimeout;

    /// <summary>Tasks of this router without an outcome, at most; more are answered 429.</summary>
    public int MaxOpenTasks { get; set; } = 256;

    /// <summary>Requests of one key per minute; 0 = no limit. A key may have its own.</summary>
    public int RequestsPerMinute { get; set; }

    /// <summary>Requests of one key at once; 0 = no limit. A key may have its own.</summary>
    public int ConcurrentRequests { get; set; }

    /// <summary>Connections to the web server at once, miners' included; more are closed at once.</summary>
    public int MaxConnections { get; set; } = 8192;

    /// <summary>
    /// Tasks that may wait at a miner beyond its slots, as far as this router knows. Fewer than miners keep waiting, so that a full network
    /// is said at once (<c>no_miner_free</c>) and not by miners that decline.
    /// </summary>
    public int MinerBacklog { get; set; } = DefaultMinerBacklog;

    /// <summary>
    /// A client that takes nothing of its stream for this long is cut off; its task goes on, and the answer can be fetched.
    /// </summary>
    public TimeSpan ClientStallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Sum of ceilings of one key's tasks that the chain has not confirmed yet, at most: what the router risks for a first token without
    /// waiting.
    /// </summary>
    public TokenAmount ExposurePerClient { get; set; } = TokenAmount.FromCor(100);

    /// <summary>
    /// Submits under way at once, at most: what one block can hold of this router, and what is refused in vain when one of them is. Nodes
    /// promise an account sixteen transactions in their pool (geth's <c>txpool.accountslots</c>).
    /// </summary>
    public int ParallelSubmits { get; set; } = DefaultParallelSubmits;

    /// <summary>Links of a hash chain: tasks until the next one must be posted.</summary>
    public int HashChainLength { get; set; } = 1 << 16;

    /// <summary>Token frames an elected miner may send per task before it waits for more credit.</summary>
    public int TokenCredits { get; set; } = 256;

    /// <summary>An elected miner that has credit and sends nothing for this long loses the stream.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a prompt that may be too long waits for a miner's count before it is submitted anyway.</summary>
    public TimeSpan CountTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the router pings a miner; two missed pings end the connection.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time a new connection has to say hello.</summary>
    public TimeSpan HelloTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Frames that may wait for one miner; a miner that reads slower is disconnected.</summary>
    public int SendQueue { get; set; } = 1024;

    /// <summary>Miner connections at once.</summary>
    public int MaxMiners { get; set; } = 1024;

    /// <summary>A stream that is silent for one to two of these gets a comment, which keeps proxies from closing it.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A snapshot older than this means the chain is not seen.</summary>
    public TimeSpan MaxChainAge { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long tasks may go on once the router is told to stop; what is open then is handed back.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
