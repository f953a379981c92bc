using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Payments;

/// <summary>What tokens cost (protocol section 8, decision 0001). Rounding is the contract's, so a quote is what is charged.</summary>
public static class Pricing
{
    /// <summary>Bond of a slot, parts of 10,000 of its ceiling.</summary>
    public const ulong BondBasisPoints = 1_000;

    private const ulong BasisPoints = 10_000;
    private const ulong FactorDenominator = 10;
    private const ulong TokensPerPrice = 1_000;

    /// <summary>The SLA factor in tenths: 10, 15, 25.</summary>
    public static ulong SlaFactor(Sla sla) =>
        sla switch
        {
            Sla.Low => 10,
            Sla.Medium => 15,
            Sla.High => 25,
            _ => throw new ArgumentOutOfRangeException(nameof(sla), sla, "No such service level."),
        };

    /// <summary>Wei per token: ceil(price per 1,000 × factor / 10 / 1,000).</summary>
    /// <exception cref="OverflowException">More than 18 COR a token, which no chain word holds.</exception>
    public static ulong PerToken(TokenAmount per1k, Sla sla) =>
        checked((ulong)DivideUp(per1k.Wei * SlaFactor(sla), FactorDenominator * TokensPerPrice));

    /// <summary>Wei per 1,000 tokens with the factor, rounded up: what is compared with the session's maximum.</summary>
    public static TokenAmount Per1k(TokenAmount per1k, Sla sla) => new(DivideUp(checked(per1k.Wei * SlaFactor(sla)), FactorDenominator));

    /// <summary>
    /// Most a request can cost: every slot reads the prompt and generates <paramref name="maxTokens"/>. What a router asks to reserve.
    /// </summary>
    public static TokenAmount Ceiling(ModelPrice price, Sla sla, byte redundancy, uint promptTokens, uint maxTokens)
    {
        ArgumentNullException.ThrowIfNull(price);
        TokenAmount slot = Charge(PerToken(price.Per1kInput, sla), PerToken(price.Per1kOutput, sla), promptTokens, maxTokens);
        return slot * redundancy;
    }

    /// <summary>A slot's part of the ceiling, rounded down.</summary>
    public static TokenAmount SlotCeiling(QueueTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Ceiling / task.Redundancy;
    }

    /// <summary>The bond of a slot, rounded down.</summary>
    public static TokenAmount Bond(QueueTask task) => SlotCeiling(task) * BondBasisPoints / BasisPoints;

    /// <summary>What a slot is charged for its counts: never above its ceiling.</summary>
    public static TokenAmount Gross(QueueTask task, TaskSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return TokenAmount.Min(SlotCeiling(task), Charge(task.InputPrice, task.OutputPrice, slot.PromptTokens, slot.OutputTokens));
    }

    /// <summary>Refused when the price with its factor is above what the session's owner accepts.</summary>
    internal static Refusal? CheckMaximum(SessionId session, TokenAmount per1k, Sla sla, TokenAmount maximum) =>
        Per1k(per1k, sla) is TokenAmount price && price > maximum ? TaskRefusals.TaskPriceAboveMaximum(session, price, maximum) : null;

    private static TokenAmount Charge(ulong inputPrice, ulong outputPrice, uint promptTokens, uint outputTokens) =>
        new(((UInt128)promptTokens * inputPrice) + ((UInt128)outputTokens * outputPrice));

    private static UInt128 DivideUp(UInt128 value, ulong divisor) => (value + divisor - 1) / divisor;
}
