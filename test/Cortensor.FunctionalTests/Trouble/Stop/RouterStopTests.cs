using System.Net;
using Cortensor.Api.Native;
using Cortensor.FunctionalTests.Trouble.Router;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Stop;

/// <summary>A router that is told to stop: it finishes what it can within its deadline and hands the rest back.</summary>
public sealed class RouterStopTests
{
    private const string Another = """{"messages":[{"role":"user","content":"one more"}]}""";

    [Fact]
    public async Task Running_answers_end_and_are_paid_while_new_ones_are_refused_by_code()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Router = static router => router.DrainTimeout = TimeSpan.FromMinutes(5) }
        );
        Task stopping = scene.Network.Router.StopAsync();
        _ = await scene.Network.Log.WaitForAsync("the word to stop", static line => line is { Node: "router", Event: "Stopping" });
        using (HttpResponseMessage refused = await scene.Network.PostAsync("/v1/chat/completions", Another))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("\"code\":\"shutting_down\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        }

        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await stopping;
        // It did not go before the results it alone serves had been judged.
        Assert.Equal((TaskState.Completed, 0b111u), (scene.Task.Outcome, scene.Task.Accepted));
        scene.Before.AssertAfter(scene.Network, scene.Task, scene.Stream.Miners);
        Assert.Empty(scene.Network.Log.Errors);
    }

    [Fact]
    public async Task What_is_open_at_the_deadline_is_handed_back_and_goes_on_by_the_chain()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Router = static router => router.DrainTimeout = TimeSpan.FromSeconds(1) }
        );
        await scene.Network.Router.StopAsync();
        _ = await scene.Stream.ReadToEndAsync();
        Assert.Equal(("shutting_down", false), (scene.Stream.ErrorCode, scene.Stream.IsDone));
        Assert.Equal(string.Concat(NetworkScenes.Pieces[..TroubleScene.Held]), scene.Stream.Text);
        Assert.Equal($"/api/v1/tasks/{scene.Key.Session}/{scene.Key.Task}", scene.Stream.ErrorTaskUrl);

        await scene.Network.Router.RestartAsync();
        scene.ReleaseAll();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        TaskDetails page = await TaskPages.GetAsync(scene.Network, scene.Stream.ErrorTaskUrl!);
        Assert.Contains(NetworkScenes.Answer, page.Results.Data);
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
        Assert.Empty(scene.Network.Log.Errors);
    }
}
