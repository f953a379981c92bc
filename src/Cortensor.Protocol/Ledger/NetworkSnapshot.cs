using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Ledger;

/// <summary>Everything the events up to <see cref="Head"/> say. Immutable: safe to read from any thread, safe to keep.</summary>
public sealed record NetworkSnapshot
{
    /// <summary>The block this snapshot ends with.</summary>
    public required ChainHead Head { get; init; }

    /// <summary>Deadlines and limits in force.</summary>
    public QueueParameters Parameters { get; init; } = QueueParameters.Default;

    /// <summary>Prices by model.</summary>
    public ImmutableDictionary<Hash32, ModelPrice> Prices { get; init; } = ImmutableDictionary<Hash32, ModelPrice>.Empty;

    /// <summary>All sessions.</summary>
    public ImmutableDictionary<SessionId, SessionInfo> Sessions { get; init; } = ImmutableDictionary<SessionId, SessionInfo>.Empty;

    /// <summary>All tasks, keyed by session and task.</summary>
    public ImmutableDictionary<TaskKey, QueueTask> Tasks { get; init; } = ImmutableDictionary<TaskKey, QueueTask>.Empty;

    /// <summary>The tasks without an outcome: what roles look at on every block.</summary>
    public ImmutableHashSet<TaskKey> OpenTasks { get; init; } = [];

    /// <summary>All nodes of the pool.</summary>
    public ImmutableDictionary<Address, PoolNode> Nodes { get; init; } = ImmutableDictionary<Address, PoolNode>.Empty;

    /// <summary>Money of sessions.</summary>
    public ImmutableDictionary<SessionId, SessionBalance> SessionBalances { get; init; } =
        ImmutableDictionary<SessionId, SessionBalance>.Empty;

    /// <summary>Withdrawable money of nodes, routers and the treasury, bonds not included.</summary>
    public ImmutableDictionary<Address, TokenAmount> AccountBalances { get; init; } = ImmutableDictionary<Address, TokenAmount>.Empty;

    /// <summary>Tips of router hash chains.</summary>
    public ImmutableDictionary<Address, RouterChain> RouterChains { get; init; } = ImmutableDictionary<Address, RouterChain>.Empty;

    /// <summary>Holders of the oracle role.</summary>
    public ImmutableHashSet<Address> Oracles { get; init; } = [];

    /// <summary>Holders of the router role.</summary>
    public ImmutableHashSet<Address> Routers { get; init; } = [];
}
