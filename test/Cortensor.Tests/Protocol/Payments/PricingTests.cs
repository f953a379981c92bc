using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Payments;

public sealed class PricingTests
{
    [Theory]
    [InlineData(1_000, Sla.Low, 1)]
    [InlineData(1_001, Sla.Low, 2)]
    [InlineData(1_000, Sla.Medium, 2)]
    [InlineData(2_000, Sla.Medium, 3)]
    [InlineData(400, Sla.High, 1)]
    [InlineData(401, Sla.High, 2)]
    [InlineData(0, Sla.High, 0)]
    public void A_tokens_price_is_rounded_up(ulong per1k, Sla sla, ulong expected) =>
        Assert.Equal(expected, Pricing.PerToken(new TokenAmount(per1k), sla));

    [Fact]
    public void A_price_with_its_factor_is_rounded_up() =>
        Assert.Equal(new TokenAmount(1_502), Pricing.Per1k(new TokenAmount(1_001), Sla.Medium));

    [Fact]
    public void A_ceiling_covers_every_answer_in_full() =>
        Assert.Equal(
            new TokenAmount(3 * ((10 * 2) + (20 * 4))),
            Pricing.Ceiling(new ModelPrice(new TokenAmount(2_000), new TokenAmount(4_000)), Sla.Low, 3, 10, 20)
        );

    [Fact]
    public void The_highest_price_a_chain_can_set_fits()
    {
        TokenAmount highest = new((UInt128)ulong.MaxValue * 400);
        Assert.Equal(ulong.MaxValue, Pricing.PerToken(highest, Sla.High));
    }
}
