using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Protocol.Payments;

/// <summary>Where the money of an ended task goes, to the wei (decision 0001, "Money at completion" and "fail").</summary>
/// <remarks>Ceiling + bonds = shares + bonds given back + router + treasury + returned.</remarks>
public sealed record TaskSettlement
{
    /// <summary>The slots that get something back or earned.</summary>
    public ImmutableArray<SlotPayment> Payments { get; init; } = [];

    /// <summary>To the task's router.</summary>
    public TokenAmount RouterShare { get; init; }

    /// <summary>To the treasury, dust included.</summary>
    public TokenAmount TreasuryShare { get; init; }

    /// <summary>Left the session for good: miners, router and treasury.</summary>
    public TokenAmount Charged { get; init; }

    /// <summary>Bonds that go to the session.</summary>
    public TokenAmount Forfeited { get; init; }

    /// <summary>Back to the session's free balance: ceiling − charged + forfeited.</summary>
    public TokenAmount Returned { get; init; }

    /// <summary>Settles a task whose <see cref="QueueTask.Accepted"/> is set.</summary>
    public static TaskSettlement OfCompletion(QueueTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        ImmutableArray<SlotPayment> payments = Pay(task, task.Open & task.Committed, task.Accepted);
        TokenAmount gross = Sum(payments.Select(payment => payment.Gross));
        TokenAmount miners = Sum(payments.Select(payment => payment.Share));
        TokenAmount router = FeeSplit.Percent(gross, FeeSplit.RouterPercent);
        TokenAmount validators = FeeSplit.Percent(gross, FeeSplit.ValidatorPercent);
        TokenAmount treasury = FeeSplit.Percent(gross, FeeSplit.TreasuryPercent);
        TokenAmount dust = gross - miners - router - validators - treasury;
        TaskSettlement settlement = new()
        {
            Payments = payments,
            RouterShare = task.Router.IsZero ? TokenAmount.Zero : router,
            TreasuryShare = treasury + dust,
            Forfeited = Bonds(task, task.Open & task.Precommitted & ~task.Committed),
        };
        TokenAmount charged = miners + settlement.RouterShare + settlement.TreasuryShare;
        return settlement with { Charged = charged, Returned = task.Ceiling - charged + settlement.Forfeited };
    }

    /// <summary>Refunds a task. Who precommitted and never committed loses the bond, unless the task never came to commits.</summary>
    public static TaskSettlement OfFailure(QueueTask task, FailReason reason)
    {
        ArgumentNullException.ThrowIfNull(task);
        bool forfeits = reason is FailReason.TooFewCommits or FailReason.NoAgreement or FailReason.NotCompleted;
        uint bonded = task.Open & task.Precommitted;
        uint lost = forfeits ? bonded & ~task.Committed : 0;
        TokenAmount forfeited = Bonds(task, lost);
        return new TaskSettlement
        {
            Payments = Pay(task, bonded & ~lost, accepted: 0),
            Forfeited = forfeited,
            Returned = task.Ceiling + forfeited,
        };
    }

    /// <summary>What a slot earned, bond apart.</summary>
    public TokenAmount PaidTo(byte slot) => Sum(Payments.Where(payment => payment.Slot == slot).Select(payment => payment.Share));

    private static ImmutableArray<SlotPayment> Pay(QueueTask task, uint slots, uint accepted)
    {
        ImmutableArray<SlotPayment>.Builder payments = ImmutableArray.CreateBuilder<SlotPayment>();
        for (byte index = 0; index < task.Slots.Length; index++)
        {
            if ((slots & (1u << index)) != 0)
            {
                TaskSlot slot = task.Slots[index];
                TokenAmount gross = (accepted & (1u << index)) != 0 ? Pricing.Gross(task, slot) : TokenAmount.Zero;
                payments.Add(new SlotPayment(index, slot.Miner, gross, FeeSplit.Percent(gross, FeeSplit.MinerPercent), slot.Bond));
            }
        }

        return payments.ToImmutable();
    }

    private static TokenAmount Bonds(QueueTask task, uint slots) =>
        Sum(task.Slots.Where((_, index) => (slots & (1u << index)) != 0).Select(slot => slot.Bond));

    private static TokenAmount Sum(IEnumerable<TokenAmount> amounts) =>
        amounts.Aggregate(TokenAmount.Zero, static (sum, amount) => sum + amount);
}
