using Cortensor.Oracle.Queue;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Oracle.Queue;

public sealed class RetryScheduleTests
{
    private static readonly TaskKey Key = new(new SessionId(1), new TaskId(1));

    [Fact]
    public void A_move_is_not_repeated_before_its_block_is_seen()
    {
        RetrySchedule retries = new();
        Assert.True(retries.May(Key, Head(5, 100)));
        retries.Made(Key, 7);
        Assert.False(retries.May(Key, Head(6, 101)));
        Assert.True(retries.May(Key, Head(7, 101)));
    }

    [Fact]
    public void What_fails_is_tried_on_the_next_block_and_then_less_and_less_often()
    {
        RetrySchedule retries = new();
        ulong second = 100;
        List<ulong> tries = [];
        for (ulong block = 1; block <= 160; block++)
        {
            // Four blocks a second.
            second = 100 + (block / 4);
            if (retries.May(Key, Head(block, second)))
            {
                tries.Add(block);
                retries.Failed(Key, Head(block, second));
            }
        }

        Assert.Equal([1, 2], tries.Take(2));
        Assert.All(tries.Skip(6).Zip(tries.Skip(7)), static pair => Assert.InRange(pair.Second - pair.First, 29UL, 33UL));
        Assert.InRange(tries.Count, 7, 12);
        retries.Made(Key, 0);
        Assert.True(retries.May(Key, Head(161, second)));
    }

    [Fact]
    public void Tasks_that_are_over_are_forgotten()
    {
        RetrySchedule retries = new();
        retries.Made(Key, 1_000);
        retries.Keep(new NetworkSnapshot { Head = Head(1, 1), OpenTasks = [Key] });
        Assert.False(retries.May(Key, Head(1, 1)));
        retries.Keep(new NetworkSnapshot { Head = Head(1, 1) });
        Assert.True(retries.May(Key, Head(1, 1)));
    }

    private static ChainHead Head(ulong number, ulong second) => new(number, default, second);
}
