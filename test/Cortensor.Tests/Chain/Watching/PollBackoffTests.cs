using Cortensor.Chain.Watching;

namespace Cortensor.Tests.Chain.Watching;

public sealed class PollBackoffTests
{
    [Fact]
    public void Waits_double_up_to_the_limit_and_begin_again_after_an_answer()
    {
        PollBackoff backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.Equal([1, 2, 4, 5, 5], Enumerable.Range(0, 5).Select(_ => backoff.Next().TotalSeconds));
        backoff.Reset();
        Assert.Equal(1, backoff.Next().TotalSeconds);
    }
}
