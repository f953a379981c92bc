using Cortensor.Protocol.Queue;
using Cortensor.Tests.Inference;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>
/// Another process truncates the model file of a miner that is answering. Its worker dies on the missing pages, no new one can start, the
/// miner says so and hands the task back; the next one goes on with the client's stream.
/// </summary>
public sealed class ModelFileCutUnderARunningMinerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortensor-cut-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_spare_finishes_the_answer_and_only_it_is_paid()
    {
        string[] models = [Copy("0"), Copy("1")];
        await using RealEngineScene scene = await RealEngineScene.AskAsync(models);
        int elected = scene.Elected;
        await using (FileStream model = new(models[elected], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            model.SetLength(4096);
        }
        // The client has its answer before chain time moves: a stream is given up by the same clock.
        _ = await scene.Stream.ReadToEndAsync();
        await scene.PassTimeAsync();
        await scene.AssertPaidOnceAsync(scene.Network.Miners[1 - elected].Address);
        QueueTask task = scene.Network.Chain.Current.Tasks[scene.Stream.Key];
        Assert.Equal(2, (int)task.Round);
        Assert.Contains(task.Steps, step => step.Move == "decline");
        Assert.Empty(scene.Engines[elected].WorkerPids);
    }

    private string Copy(string name)
    {
        string path = Path.Combine(_folder.FullName, name + ".gguf");
        File.Copy(RealModel.Path(), path);
        return path;
    }
}
