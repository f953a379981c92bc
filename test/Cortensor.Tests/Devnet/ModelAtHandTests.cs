using Cortensor.Devnet;
using Cortensor.Devnet.Start;
using Cortensor.Inference.Models;
using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.Tests.Devnet;

public sealed class ModelAtHandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-model-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_model_that_nobody_knows_is_refused_before_anything_starts()
    {
        CodedException refusal = await Assert.ThrowsAsync<CodedException>(() => EnsureAsync(EngineNames.Llama, "no-such-model"));
        Assert.Equal((ExitCodes.Engine, "model_not_found"), (refusal.Exit, refusal.Code));
    }

    [Fact]
    public async Task A_name_that_is_none_is_refused()
    {
        CodedException refusal = await Assert.ThrowsAsync<CodedException>(() => EnsureAsync(EngineNames.Llama, "../model"));
        Assert.Equal((ExitCodes.Configuration, "config_invalid"), (refusal.Exit, refusal.Code));
    }

    [Fact]
    public async Task The_scripted_engine_needs_no_file()
    {
        await EnsureAsync(EngineNames.Scripted, "no-such-model");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    private Task EnsureAsync(string engine, string model)
    {
        DevnetOptions options = new()
        {
            DataDir = _folder,
            Home = _folder,
            Program = "cortensor",
            Engine = engine,
            Model = model,
        };
        ModelStoreOptions places = new() { CacheDirectory = Path.Combine(_folder, "cache") };
        return ModelAtHand.EnsureAsync(options, places, new Progress<string>(), TimeProvider.System, CancellationToken.None);
    }
}
