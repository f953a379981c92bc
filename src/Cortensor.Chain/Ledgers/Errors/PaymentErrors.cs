using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using static Cortensor.Chain.Bindings.SessionPaymentContract;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>The errors of the payment module.</summary>
internal static class PaymentErrors
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        KnownError.Of<PaymentAmountZero>(_ => PaymentRefusals.PaymentAmountZero()),
        KnownError.Of<PaymentCallerNotOwner>(e => PaymentRefusals.PaymentCallerNotOwner(Id(e.SessionId), e.Caller)),
        KnownError.Of<PaymentCallerNotQueue>(e => PaymentRefusals.PaymentCallerNotQueue(e.Caller)),
        KnownError.Of<PaymentInsufficientAccount>(e =>
            PaymentRefusals.PaymentInsufficientAccount(e.Account, Amounts.Of(e.Needed), Amounts.Of(e.Available))
        ),
        KnownError.Of<PaymentInsufficientBalance>(e =>
            PaymentRefusals.PaymentInsufficientBalance(Id(e.SessionId), Amounts.Of(e.Needed), Amounts.Of(e.Available))
        ),
        KnownError.Of<PaymentWithdrawNeedsRequest>(e => PaymentRefusals.PaymentWithdrawNeedsRequest(Id(e.SessionId))),
        KnownError.Of<PaymentWithdrawNotRequested>(e => PaymentRefusals.PaymentWithdrawNotRequested(Id(e.SessionId))),
        KnownError.Of<PaymentWithdrawTooEarly>(e => PaymentRefusals.PaymentWithdrawTooEarly(Id(e.SessionId), e.NotBefore)),
        KnownError.Of<SafeCastOverflowedUintDowncast>(e => $"{e.Value} does not fit {e.Bits} bits."),
    ];

    private static SessionId Id(ulong session) => new(session);
}
