using Cortensor.Miner.Queue;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Miner.Queue;

public sealed class AckPolicyTests
{
    [Theory]
    [InlineData(100, 0, false, false)] // just assigned: the answer may still come
    [InlineData(102, 0, false, false)]
    [InlineData(103, 0, false, true)] // half the window
    [InlineData(101, 2, false, true)] // the next block would be too late to look again
    [InlineData(100, 0, true, true)] // queued behind others: it will not come
    [InlineData(105, 0, false, true)] // the last second
    [InlineData(106, 0, false, false)] // refused by the chain
    public void Acks_when_the_answer_will_not_come_within_half_the_window(ulong now, ulong blockSeconds, bool waits, bool expected)
    {
        QueueTask task = new()
        {
            Key = new TaskKey(new SessionId(1), new TaskId(1)),
            Router = default,
            RequestDigest = default,
            Ceiling = default,
            InputPrice = 0,
            OutputPrice = 0,
            MaxTokens = 1,
            Redundancy = 1,
            CreatedAt = 100,
            AckDeadline = 105,
        };
        Assert.Equal(expected, AckPolicy.ShouldAck(task, QueueParameters.Default, now, blockSeconds, waits));
    }
}
