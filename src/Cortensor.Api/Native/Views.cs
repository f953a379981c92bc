using Cortensor.Primitives;

namespace Cortensor.Api.Native;

/// <summary>Answer of <c>GET /api/v1/info</c>.</summary>
public sealed record RouterInfo(
    string Name,
    string Version,
    Address Address,
    ulong ChainId,
    IReadOnlyDictionary<string, Address> Contracts,
    IReadOnlyList<ModelId> Models
);

/// <summary>Answer of <c>GET /api/v1/status</c>.</summary>
public sealed record RouterStatus(
    string Status,
    long UptimeSeconds,
    int ConnectedMiners,
    int ActiveSessions,
    int OpenTasks,
    ulong Block,
    long BlockAgeSeconds
);

/// <summary>Answer of <c>GET /api/v1/miners</c>: by address, and totals.</summary>
public sealed record MinersView(IReadOnlyDictionary<string, MinerView> Nodes, IReadOnlyDictionary<string, long> Stats);

/// <summary>One connected miner; Work is what it says of itself, null until its first answered ping.</summary>
public sealed record MinerView(
    Address Address,
    string PoolState,
    int Level,
    int Slots,
    int Busy,
    IReadOnlyList<ModelId> Models,
    string Software,
    NodeWorkStats? Work = null
);

/// <summary>Answer of <c>GET /api/v1/sessions</c>.</summary>
public sealed record SessionsView(int Count, IReadOnlyList<SessionView> Sessions);

/// <summary>One session. Amounts are wei as decimal strings.</summary>
public sealed record SessionView(
    ulong SessionId,
    string Name,
    string State,
    Address Owner,
    Address Router,
    string Model,
    string Mode,
    string Sla,
    string Proof,
    string Settlement,
    int Redundancy,
    IReadOnlyList<Address> Nodes,
    TokenAmount Balance,
    TokenAmount Reserved,
    TokenAmount RouterAllowanceLeft,
    ulong TaskCount,
    ulong ExpiresAt
);

/// <summary>Answer of <c>GET /api/v1/tasks/{sessionId}</c>, with <c>?client_reference=</c> of those with that reference only.</summary>
public sealed record TasksView(int Count, IReadOnlyList<TaskDetails> Tasks);

/// <summary>
/// One task: the original's fields (assigned_miners, created_at, finished_at, status, results) and ours. Status is the state's number.
/// </summary>
public sealed record TaskDetails(
    ulong SessionId,
    ulong TaskId,
    int Status,
    string State,
    string Verdict,
    string? Failure,
    IReadOnlyList<Address> AssignedMiners,
    ulong CreatedAt,
    ulong? FinishedAt,
    string RequestCid,
    string? ResultCid,
    TokenAmount Ceiling,
    TokenAmount Charged,
    ulong InputPrice,
    ulong OutputPrice,
    TaskResults Results,
    IReadOnlyList<TaskSlotView> Slots,
    IReadOnlyList<TaskStepView> Steps
)
{
    /// <summary>The client's own word for it, if it gave one that is text.</summary>
    public string? ClientReference { get; init; }
}

/// <summary>Texts by miner, in the original's shape: two lists of the same length.</summary>
public sealed record TaskResults(IReadOnlyList<Address> Miners, IReadOnlyList<string> Data);

/// <summary>One miner's part.</summary>
/// <param name="Slot">Slot number.</param>
/// <param name="Miner">Miner.</param>
/// <param name="State"><c>asked</c>, <c>acked</c>, <c>precommitted</c>, <c>committed</c> or <c>closed</c>.</param>
/// <param name="Accepted">Whether it was accepted at completion; null before.</param>
/// <param name="Distance">Median embedding distance to the other answers; null before the verdict or with redundancy 1.</param>
/// <param name="ResultCid">CID of its result object.</param>
/// <param name="PromptTokens">Declared at commit.</param>
/// <param name="OutputTokens">Declared at commit.</param>
/// <param name="Paid">Wei.</param>
/// <param name="PrecommitTransaction">Transaction hash or null.</param>
/// <param name="CommitTransaction">Transaction hash or null.</param>
public sealed record TaskSlotView(
    int Slot,
    Address Miner,
    string State,
    bool? Accepted,
    double? Distance,
    string? ResultCid,
    uint PromptTokens,
    uint OutputTokens,
    TokenAmount Paid,
    Hash32? PrecommitTransaction,
    Hash32? CommitTransaction
);

/// <summary>One transaction in the task's life.</summary>
public sealed record TaskStepView(string Move, Hash32 Transaction, ulong Block, ulong Timestamp);
