using Cortensor.Router.Miners;
using Cortensor.Testing.Time;

namespace Cortensor.Tests.Router.Miners;

public sealed class StrayBudgetTests
{
    [Fact]
    public void A_burst_is_forgiven_and_a_flood_is_not()
    {
        FakeClock clock = new();
        StrayBudget budget = new(clock);
        for (int frame = 0; frame < StrayBudget.Most; frame++)
        {
            Assert.True(budget.TrySpend(1));
        }

        Assert.False(budget.TrySpend(1));
    }

    [Fact]
    public void What_comes_slowly_is_never_too_much()
    {
        FakeClock clock = new();
        StrayBudget budget = new(clock);
        for (int second = 0; second < 100; second++)
        {
            Assert.True(budget.TrySpend(400));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
