using Cortensor.Primitives;

namespace Cortensor.Protocol.Sessions;

/// <summary>What a router may spend of a session without a signature per task; counted in ceilings, per epoch.</summary>
public static class SessionAllowances
{
    /// <summary>Wei the router may still spend in the epoch of <paramref name="now"/>.</summary>
    public static TokenAmount Left(SessionInfo session, Address router, ulong now)
    {
        ArgumentNullException.ThrowIfNull(session);
        TokenAmount allowance = session.Allowances.GetValueOrDefault(router);
        TokenAmount spent = SpentIn(session, router, SessionEpoch.Of(now));
        return spent >= allowance ? TokenAmount.Zero : allowance - spent;
    }

    /// <summary>Whether any router has an allowance above zero.</summary>
    public static bool HasAny(SessionInfo session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Allowances.Values.Any(static allowance => allowance > TokenAmount.Zero);
    }

    /// <summary>The session with the amount counted against the router's allowance.</summary>
    internal static SessionInfo Spend(SessionInfo session, Address router, TokenAmount amount, ulong now)
    {
        ulong epoch = SessionEpoch.Of(now);
        AllowanceSpending spending = new(epoch, SpentIn(session, router, epoch) + amount);
        return session with { Spendings = session.Spendings.SetItem(router, spending) };
    }

    private static TokenAmount SpentIn(SessionInfo session, Address router, ulong epoch) =>
        session.Spendings.TryGetValue(router, out AllowanceSpending? spending) && spending.Epoch == epoch
            ? spending.Spent
            : TokenAmount.Zero;
}
