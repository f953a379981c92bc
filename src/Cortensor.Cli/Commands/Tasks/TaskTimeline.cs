using Cortensor.Primitives;

namespace Cortensor.Cli.Commands.Tasks;

/// <summary>Output of <c>cortensor task show --json</c>. Amounts are wei as decimal strings.</summary>
/// <param name="SessionId">Session.</param>
/// <param name="TaskId">Task.</param>
/// <param name="State">The state's name.</param>
/// <param name="Verdict"><c>VALID</c>, <c>INVALID</c> or <c>pending</c>.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Reserved">What the submit reserved.</param>
/// <param name="Charged">What left the session for good; null before the outcome.</param>
/// <param name="Refunded">What went back to the session; null before the outcome.</param>
/// <param name="Moves">In the order of the chain.</param>
/// <param name="Miners">Each miner's part.</param>
internal sealed record TaskTimeline(
    ulong SessionId,
    ulong TaskId,
    string State,
    string Verdict,
    string? Failure,
    TokenAmount Reserved,
    TokenAmount? Charged,
    TokenAmount? Refunded,
    IReadOnlyList<TimelineMove> Moves,
    IReadOnlyList<TimelineMiner> Miners
);

/// <summary>One move.</summary>
/// <param name="At">Block time, UTC.</param>
/// <param name="AfterSeconds">Since the submit.</param>
/// <param name="Move">Its name.</param>
/// <param name="Who">The sender's role or name; null when the chain was not asked.</param>
/// <param name="Account">The sender; null when the chain was not asked.</param>
/// <param name="Gas">Of the transaction; null when the chain was not asked, or when another move of the same transaction shows it.</param>
/// <param name="Money">What it meant for the session's money; null when nothing moved.</param>
/// <param name="Block">Block number.</param>
/// <param name="Transaction">Hash.</param>
internal sealed record TimelineMove(
    DateTimeOffset At,
    long AfterSeconds,
    string Move,
    string? Who,
    Address? Account,
    ulong? Gas,
    string? Money,
    ulong Block,
    Hash32 Transaction
);

/// <summary>One miner's part.</summary>
internal sealed record TimelineMiner(
    int Slot,
    string Name,
    Address Miner,
    string State,
    bool? Accepted,
    uint OutputTokens,
    TokenAmount Paid
);
