using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;
using Cortensor.Tests.Protocol.Queue;

namespace Cortensor.Tests.Protocol.Payments;

public sealed class WithdrawalRulesTests
{
    private static readonly SessionInfo Free = new()
    {
        Id = new SessionId(3),
        Owner = Scene.Owner,
        Config = new SessionConfig
        {
            Name = "x",
            ModelId = default,
            MaxPricePer1kInput = default,
            MaxPricePer1kOutput = default,
        },
    };

    private static readonly SessionInfo Lent = Free with { Allowances = Free.Allowances.Add(Scene.Router, TokenAmount.OneCor) };

    [Fact]
    public void Without_allowance_money_leaves_at_once() => Assert.Null(Withdraw(Free, 100, 100));

    [Fact]
    public void With_an_allowance_two_hours_pass_first()
    {
        Assert.Equal("PaymentWithdrawNeedsRequest", Withdraw(Lent, 1, 100));
        SessionInfo requested = WithdrawalRules.Request(Lent, By(Scene.Owner, 1_000)).Value!;
        Assert.Equal(8_200UL, requested.WithdrawNotBefore);
        Assert.Equal("PaymentWithdrawTooEarly", Withdraw(requested, 1, 100, now: 8_199));
        Ruling<SessionInfo> made = WithdrawalRules.Withdraw(requested, By(Scene.Owner, 8_200), new TokenAmount(1), new TokenAmount(100));
        Assert.Equal(0UL, made.Value!.WithdrawNotBefore);
    }

    [Fact]
    public void Refusals()
    {
        Assert.Equal("PaymentCallerNotOwner", Withdraw(Free, 0, 100, Scene.Router));
        Assert.Equal("PaymentAmountZero", Withdraw(Lent, 0, 100));
        Assert.Equal("PaymentInsufficientBalance", Withdraw(Free, 101, 100));
        Assert.Equal("PaymentWithdrawNotRequested", WithdrawalRules.Cancel(Free, By(Scene.Owner, 0)).Refusal!.Code);
        Assert.Equal("PaymentCallerNotOwner", WithdrawalRules.Cancel(Free, By(Scene.Router, 0)).Refusal!.Code);
        Assert.Equal("PaymentCallerNotOwner", WithdrawalRules.Request(Free, By(Scene.Router, 0)).Refusal!.Code);
    }

    private static MoveContext By(Address caller, ulong now) => new(caller, now, 0);

    private static string? Withdraw(SessionInfo session, ulong amount, ulong free, Address? caller = null, ulong now = 5_000) =>
        WithdrawalRules.Withdraw(session, By(caller ?? Scene.Owner, now), new TokenAmount(amount), new TokenAmount(free)).Refusal?.Code;
}
