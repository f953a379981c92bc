using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Payments;

/// <summary>
/// The refusals of the payment module; each method is named after the error in ISessionPayment.sol, which is also the code.
/// </summary>
public static class PaymentRefusals
{
    /// <summary>The session's free balance is too low, in wei.</summary>
    public static Refusal PaymentInsufficientBalance(SessionId session, TokenAmount needed, TokenAmount available) =>
        new(
            nameof(PaymentInsufficientBalance),
            $"Session {session} has {available.ToCorString()} free, {needed.ToCorString()} are needed."
        );

    /// <summary>The account's balance is too low, in wei.</summary>
    public static Refusal PaymentInsufficientAccount(Address account, TokenAmount needed, TokenAmount available) =>
        new(nameof(PaymentInsufficientAccount), $"Account {account} has {available.ToCorString()}, {needed.ToCorString()} are needed.");

    /// <summary>Nothing to move.</summary>
    public static Refusal PaymentAmountZero() => new(nameof(PaymentAmountZero), "The amount is zero.");

    /// <summary>Only the SessionQueue may do this.</summary>
    public static Refusal PaymentCallerNotQueue(Address caller) =>
        new(nameof(PaymentCallerNotQueue), $"{caller} is not the session queue.");

    /// <summary>Only the session's owner may do this.</summary>
    public static Refusal PaymentCallerNotOwner(SessionId session, Address caller) =>
        new(nameof(PaymentCallerNotOwner), $"{caller} does not own session {session}.");

    /// <summary>A router has an allowance on this session: request the withdrawal first.</summary>
    public static Refusal PaymentWithdrawNeedsRequest(SessionId session) =>
        new(nameof(PaymentWithdrawNeedsRequest), $"A router has an allowance on session {session}: request the withdrawal first.");

    /// <summary>The requested withdrawal is not due before this unix second.</summary>
    public static Refusal PaymentWithdrawTooEarly(SessionId session, ulong notBefore) =>
        new(nameof(PaymentWithdrawTooEarly), $"The withdrawal from session {session} is due at {notBefore}.");

    /// <summary>No withdrawal was requested.</summary>
    public static Refusal PaymentWithdrawNotRequested(SessionId session) =>
        new(nameof(PaymentWithdrawNotRequested), $"No withdrawal from session {session} was requested.");
}
