using Cortensor.Primitives;

namespace Cortensor.Miner;

/// <summary>A router to dial.</summary>
public sealed class RouterEndpoint
{
    /// <summary>Its WebSocket address, <c>ws://</c> or <c>wss://</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>The address that must answer there; null accepts any holder of the router role.</summary>
    public Address? Router { get; set; }
}

/// <summary>What an operator sets on a miner.</summary>
public sealed class MinerOptions
{
    /// <summary>Default of <see cref="MaxTasks"/>.</summary>
    public const int DefaultMaxTasks = 256;

    /// <summary>Default of <see cref="MaxWaiting"/>.</summary>
    public const int DefaultMaxWaiting = 16;

    /// <summary>Default of <see cref="AnnouncementSeconds"/>.</summary>
    public const int DefaultAnnouncementSeconds = 60;

    /// <summary>Default of <see cref="LingerSeconds"/>.</summary>
    public const int DefaultLingerSeconds = 600;

    /// <summary>Default of <see cref="FetchSeconds"/>: a router that died is back by then.</summary>
    public const int DefaultFetchSeconds = 15;

    /// <summary>Default of <see cref="InferenceAttempts"/>.</summary>
    public const int DefaultInferenceAttempts = 3;

    /// <summary>Default of <see cref="RedeliverSeconds"/>.</summary>
    public const int DefaultRedeliverSeconds = 5;

    /// <summary>Default of <see cref="JournalSeconds"/>.</summary>
    public const int DefaultJournalSeconds = 5;

    /// <summary>Default of <see cref="KeepBlocks"/>: as far back as a view follows a reorganization.</summary>
    public const int DefaultKeepBlocks = 64;

    /// <summary>Default of <see cref="SendQueue"/>.</summary>
    public const int DefaultSendQueue = 256;

    /// <summary>Default of <see cref="ReconnectFirst"/>.</summary>
    public static readonly TimeSpan DefaultReconnectFirst = TimeSpan.FromSeconds(1);

    /// <summary>Default of <see cref="ReconnectMost"/>.</summary>
    public static readonly TimeSpan DefaultReconnectMost = TimeSpan.FromSeconds(60);

    /// <summary>Default of <see cref="HandshakeTimeout"/>.</summary>
    public static readonly TimeSpan DefaultHandshakeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Default of <see cref="DrainTimeout"/>.</summary>
    public static readonly TimeSpan DefaultDrainTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The routers to dial; none is allowed: assignments on chain are served all the same.</summary>
    public IList<RouterEndpoint> Routers { get; } = [];

    /// <summary>Tasks offered to the pool at once; 0 = as many as the engine runs. 0–256, the pool's limit.</summary>
    public int Slots { get; set; }

    /// <summary>
    /// Tasks held at once beyond which routers' announcements are declined; assignments on chain are taken all the same. 1–4,096.
    /// </summary>
    public int MaxTasks { get; set; } = DefaultMaxTasks;

    /// <summary>Tasks that may wait for a slot of the engine; more are declined. 0–4,096.</summary>
    public int MaxWaiting { get; set; } = DefaultMaxWaiting;

    /// <summary>
    /// Chain seconds to wait for the assignment of a task a router announced, before it is dropped: from the announcement, or from the
    /// precommit deadline of the miners that hold its slots. 1–3,600.
    /// </summary>
    public int AnnouncementSeconds { get; set; } = DefaultAnnouncementSeconds;

    /// <summary>Chain seconds for which a stream to a slow client goes on after the task is over on chain. 0–86,400.</summary>
    public int LingerSeconds { get; set; } = DefaultLingerSeconds;

    /// <summary>
    /// Chain seconds for which a request object that no node serves is asked for, once in a block, before the task is declined. 0–600.
    /// </summary>
    public int FetchSeconds { get; set; } = DefaultFetchSeconds;

    /// <summary>How often an answer is begun when the engine breaks, before the task is declined. 1–10.</summary>
    public int InferenceAttempts { get; set; } = DefaultInferenceAttempts;

    /// <summary>
    /// Chain seconds after which a result that the router did not confirm is sent again; as long the commit waits for its first answer.
    /// 1–600.
    /// </summary>
    public int RedeliverSeconds { get; set; } = DefaultRedeliverSeconds;

    /// <summary>Chain seconds for which a finished answer waits for a disk that refuses it, before the task is declined. 0–600.</summary>
    public int JournalSeconds { get; set; } = DefaultJournalSeconds;

    /// <summary>
    /// Blocks for which a result stays in the journal after its task is over: a chain that goes back finds it again, and the bond is not
    /// lost to a result that is not here any more. 0–100,000.
    /// </summary>
    public int KeepBlocks { get; set; } = DefaultKeepBlocks;

    /// <summary>Frames that may wait to be sent on one connection; then senders wait. 1–65,536.</summary>
    public int SendQueue { get; set; } = DefaultSendQueue;

    /// <summary>First pause before dialling again; doubles each time.</summary>
    public TimeSpan ReconnectFirst { get; set; } = DefaultReconnectFirst;

    /// <summary>Longest pause before dialling again.</summary>
    public TimeSpan ReconnectMost { get; set; } = DefaultReconnectMost;

    /// <summary>Time from dialling to the router's welcome.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = DefaultHandshakeTimeout;

    /// <summary>
    /// How long tasks may go on once the miner is told to stop; what it has not promised by then is declined, what it has stays in its
    /// journal.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = DefaultDrainTimeout;
}
