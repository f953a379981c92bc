using Cortensor.Primitives;

namespace Cortensor.Api.Native;

/// <summary>Answer of <c>GET /api/v1/node/stats</c>: what a node knows of itself. Amounts are wei as decimal strings.</summary>
/// <param name="Address">Its account.</param>
/// <param name="Roles">What it does.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>, as the ready answer says.</param>
/// <param name="StartedAt">Unix seconds.</param>
/// <param name="UptimeSeconds">Since the start.</param>
/// <param name="Block">Newest block it has read.</param>
/// <param name="MemoryBytes">Memory of the process.</param>
/// <param name="Models">Models it serves; empty without the miner role.</param>
/// <param name="Tasks">What became of its tasks since the start.</param>
/// <param name="Work">How busy and fast its engine is; null without the miner role.</param>
/// <param name="Paid">What its answers earned since the start.</param>
/// <param name="Account">What it could withdraw or bond.</param>
public sealed record NodeStatsView(
    Address Address,
    IReadOnlyList<string> Roles,
    string Version,
    string Status,
    long StartedAt,
    long UptimeSeconds,
    ulong Block,
    long MemoryBytes,
    IReadOnlyList<ModelId> Models,
    NodeTaskStats Tasks,
    NodeWorkStats? Work,
    TokenAmount Paid,
    TokenAmount Account
);

/// <summary>Tasks of a node since its start, as the chain tells.</summary>
/// <param name="Open">Without an outcome now.</param>
/// <param name="Done">Completed; for a miner, with its answer accepted.</param>
/// <param name="Failed">Refunded, completed without its answer, or handed on to another miner.</param>
/// <param name="Tokens">Tokens of its accepted answers.</param>
public sealed record NodeTaskStats(int Open, long Done, long Failed, long Tokens);

/// <summary>A miner's engine; also carried by its <c>pong</c> frames, so that routers can show it.</summary>
/// <param name="Held">Tasks held.</param>
/// <param name="Running">Answers under way.</param>
/// <param name="Waiting">Answers waiting for a slot.</param>
/// <param name="Answers">Answers finished since the start.</param>
/// <param name="TokensPerSecond">Of one answer after its first token, on average.</param>
public sealed record NodeWorkStats(int Held, int Running, int Waiting, long Answers, double TokensPerSecond);
