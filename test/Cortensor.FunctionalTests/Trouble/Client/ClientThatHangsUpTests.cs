using Cortensor.Api.Native;
using Cortensor.FunctionalTests.Trouble.Router;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Client;

/// <summary>
/// A client that goes away in the middle of its answer: the task is not its any more, but the chain's; the miners are paid and the answer
/// can be fetched.
/// </summary>
public sealed class ClientThatHangsUpTests
{
    [Fact]
    public async Task The_task_goes_on_is_paid_and_can_be_fetched()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Router = static router => router.TokenCredits = 4 }
        );
        await scene.Stream.DisposeAsync();
        scene.ReleaseAll();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((1, 0b111u), ((int)task.Round, task.Accepted));
        TaskDetails page = await TaskPages.OfAsync(scene.Network, scene.Key);
        Assert.Equal([NetworkScenes.Answer, NetworkScenes.Answer, NetworkScenes.Answer], page.Results.Data);
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
        Assert.Empty(scene.Network.Log.Errors);
    }
}
