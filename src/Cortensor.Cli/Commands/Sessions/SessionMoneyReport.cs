using Cortensor.Primitives;

namespace Cortensor.Cli.Commands.Sessions;

/// <summary>Output of <c>cortensor session deposit|withdraw|close --json</c>. Amounts are wei as decimal strings.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="State">Its state on chain afterwards.</param>
/// <param name="Moved">What the command put in or took out.</param>
/// <param name="Free">In the session, free.</param>
/// <param name="Reserved">In the session, for tasks without an outcome.</param>
/// <param name="WithdrawFrom">When a requested withdrawal is possible, UTC; null when none is waiting.</param>
/// <param name="Transaction">The move; null when none was made.</param>
internal sealed record SessionMoneyReport(
    ulong SessionId,
    string State,
    TokenAmount Moved,
    TokenAmount Free,
    TokenAmount Reserved,
    DateTimeOffset? WithdrawFrom,
    Hash32? Transaction
);
