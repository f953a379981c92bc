using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Conformance;

/// <summary>A session and its money as every driver can see them.</summary>
/// <param name="State">Session.state.</param>
/// <param name="Owner">Session.ownerOf.</param>
/// <param name="Router">Session.routerOf.</param>
/// <param name="Nodes">Session.nodes, removed ones as the zero address, joined by spaces.</param>
/// <param name="ExpiresAt">Session.expiresAt.</param>
/// <param name="HasAllowance">Session.hasAllowance.</param>
/// <param name="AllowancesLeft">Session.allowanceLeft of each router of the setup in order, joined by spaces.</param>
/// <param name="TaskCount">SessionQueue.taskCount.</param>
/// <param name="Free">SessionPayment.sessionBalance.</param>
/// <param name="Reserved">SessionPayment.sessionBalance.</param>
/// <param name="WithdrawNotBefore">SessionPayment.withdrawNotBefore.</param>
public sealed record SessionView(
    SessionState State,
    Address Owner,
    Address Router,
    string Nodes,
    ulong ExpiresAt,
    bool HasAllowance,
    string AllowancesLeft,
    ulong TaskCount,
    TokenAmount Free,
    TokenAmount Reserved,
    ulong WithdrawNotBefore
)
{
    /// <summary>What a reader sees of the session at <paramref name="now"/>.</summary>
    public static SessionView Of(SessionInfo session, SessionBalance balance, ConformanceSetup setup, ulong now)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(balance);
        ArgumentNullException.ThrowIfNull(setup);
        return new SessionView(
            session.State,
            session.Owner,
            session.Router,
            string.Join(' ', session.Nodes),
            session.ExpiresAt,
            SessionAllowances.HasAny(session),
            string.Join(
                ' ',
                ConformanceSetup.Routers.Select(router => SessionAllowances.Left(session, setup.Accounts[router].Address, now))
            ),
            session.TaskCount,
            balance.Free,
            balance.Reserved,
            session.WithdrawNotBefore
        );
    }
}
