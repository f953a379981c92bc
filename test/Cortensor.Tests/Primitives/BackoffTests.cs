using Cortensor.Primitives;

namespace Cortensor.Tests.Primitives;

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
}
