using Cortensor.Protocol.Inference;
using Cortensor.Tests.Inference;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>The worker is there and does nothing. The watchdog kills it, another goes on, and the miner is paid once.</summary>
public sealed class WorkerStuckTests
{
    [Fact]
    public async Task The_watchdog_replaces_it_and_the_answer_goes_on()
    {
        using WorkerCounters counters = new();
        await using RealEngineScene scene = await RealEngineScene.AskAsync(RealModel.Path());
        int stuck = scene.Engines[0].WorkerPids.Single();
        await scene.SignalAsync("STOP");

        await scene.AssertPaidOnceAsync(scene.Stream.Miners[0]);
        Assert.NotEqual(stuck, scene.Engines[0].WorkerPids.Single());
        Assert.Contains(InferenceFailureCodes.WorkerStalled, counters.Codes);
    }
}
