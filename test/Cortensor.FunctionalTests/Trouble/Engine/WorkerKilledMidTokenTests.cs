using Cortensor.Protocol.Inference;
using Cortensor.Tests.Inference;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>
/// The process that makes the tokens is killed in the middle of one. Another takes its place and goes on after the tokens the client has.
/// </summary>
public sealed class WorkerKilledMidTokenTests
{
    [Fact]
    public async Task The_same_miner_finishes_the_answer_and_is_paid_once()
    {
        using WorkerCounters counters = new();
        await using RealEngineScene scene = await RealEngineScene.AskAsync(RealModel.Path());
        int killed = scene.Engines[0].WorkerPids.Single();
        await scene.SignalAsync("KILL");

        await scene.AssertPaidOnceAsync(scene.Stream.Miners[0]);
        Assert.NotEqual(killed, scene.Engines[0].WorkerPids.Single());
        Assert.Contains(InferenceFailureCodes.WorkerEnded, counters.Codes);
        Assert.Contains(scene.Network.Log.Lines, line => line.Event == "InferenceFailed");
    }
}
