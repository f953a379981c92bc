using Cortensor.Miner.Routers;

namespace Cortensor.Tests.Miner.Routers;

public sealed class BackoffTests
{
    [Fact]
    public void Pauses_double_up_to_the_longest_and_half_of_each_is_chance()
    {
        Backoff backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(7));
        foreach (double ceiling in (double[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            Assert.InRange(backoff.Next().TotalSeconds, ceiling / 2, ceiling);
        }

        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.5, 1);
    }

    [Fact]
    public async Task Credits_are_bounded_however_many_are_granted()
    {
        using CreditGate gate = new(0);
        gate.Grant(int.MaxValue);
        gate.Grant(int.MaxValue);
        gate.Grant(-5);
        for (int credit = 0; credit < 3; credit++)
        {
            await gate.TakeAsync(default);
        }
    }
}
