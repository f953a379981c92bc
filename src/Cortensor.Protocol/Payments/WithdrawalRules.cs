using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Payments;

/// <summary>
/// When an owner may take free COR out of a session (protocol section 3): never behind the back of a router that may be spending it.
/// </summary>
public static class WithdrawalRules
{
    /// <summary>One epoch and one challenge window: 2 h.</summary>
    public const ulong DelaySeconds = 7_200;

    /// <summary>The session after a legal withdrawal of <paramref name="amount"/>: a request is used up by it.</summary>
    public static Ruling<SessionInfo> Withdraw(SessionInfo session, MoveContext context, TokenAmount amount, TokenAmount free)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Owner != context.Caller ? PaymentRefusals.PaymentCallerNotOwner(session.Id, context.Caller)
            : amount == TokenAmount.Zero ? PaymentRefusals.PaymentAmountZero()
            : CheckDelay(session, context.Now) is Refusal early ? early
            : free < amount ? PaymentRefusals.PaymentInsufficientBalance(session.Id, amount, free)
            : session with { WithdrawNotBefore = 0 };
    }

    /// <summary>Starts the delay, in which new tasks are refused.</summary>
    public static Ruling<SessionInfo> Request(SessionInfo session, MoveContext context)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Owner != context.Caller
            ? PaymentRefusals.PaymentCallerNotOwner(session.Id, context.Caller)
            : session with
            {
                WithdrawNotBefore = context.Now + DelaySeconds,
            };
    }

    /// <summary>Takes new tasks again.</summary>
    public static Ruling<SessionInfo> Cancel(SessionInfo session, MoveContext context)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Owner != context.Caller ? PaymentRefusals.PaymentCallerNotOwner(session.Id, context.Caller)
            : session.WithdrawNotBefore == 0 ? PaymentRefusals.PaymentWithdrawNotRequested(session.Id)
            : session with { WithdrawNotBefore = 0 };
    }

    private static Refusal? CheckDelay(SessionInfo session, ulong now) =>
        !SessionAllowances.HasAny(session) ? null
        : session.WithdrawNotBefore == 0 ? PaymentRefusals.PaymentWithdrawNeedsRequest(session.Id)
        : now < session.WithdrawNotBefore ? PaymentRefusals.PaymentWithdrawTooEarly(session.Id, session.WithdrawNotBefore)
        : null;
}
