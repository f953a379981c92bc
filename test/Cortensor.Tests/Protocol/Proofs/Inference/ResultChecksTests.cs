using Cortensor.Primitives;
using Cortensor.Protocol.Proofs.Inference;
using Cortensor.Protocol.Queue;
using Cortensor.Tests.Protocol.Queue;

namespace Cortensor.Tests.Protocol.Proofs.Inference;

public sealed class ResultChecksTests
{
    private static readonly QueueTask Task = new Scene(2).Assigned().Precommitted(0, 1).Committed(0).Task;
    private static readonly ResultClaims Honest = new(Scene.DigestOf(0), Scene.Key, Scene.Account(0), 10, 20, string.Empty);

    [Fact]
    public void An_honest_result_passes()
    {
        Assert.Equal(ResultFault.None, ResultChecks.Check(Task, 0, Honest));
        Assert.Equal(ResultFault.None, ResultChecks.Check(Task, 0, Honest with { Miner = null }));
    }

    [Fact]
    public void Each_lie_has_its_name()
    {
        Assert.Equal(ResultFault.NotCommitted, ResultChecks.Check(Task, 1, Honest));
        Assert.Equal(ResultFault.NotCommitted, ResultChecks.Check(Task, 9, Honest));
        Assert.Equal(ResultFault.Unavailable, ResultChecks.Check(Task, 0, null));
        Assert.Equal(ResultFault.WrongDigest, ResultChecks.Check(Task, 0, Honest with { Digest = Hash32.Zero }));
        Assert.Equal(
            ResultFault.WrongTask,
            ResultChecks.Check(Task, 0, Honest with { Task = new TaskKey(new SessionId(1), new TaskId(2)) })
        );
        Assert.Equal(ResultFault.WrongMiner, ResultChecks.Check(Task, 0, Honest with { Miner = Scene.Account(1) }));
        Assert.Equal(ResultFault.WrongCounts, ResultChecks.Check(Task, 0, Honest with { PromptTokens = 9 }));
        Assert.Equal(ResultFault.WrongCounts, ResultChecks.Check(Task, 0, Honest with { OutputTokens = 19 }));
        Assert.Equal(ResultFault.TooManyTokens, ResultChecks.Check(Task with { MaxTokens = 19 }, 0, Honest));
        Assert.Equal(ResultFault.NoText, ResultChecks.Check(Task, 0, Honest with { Text = null }));
    }
}
