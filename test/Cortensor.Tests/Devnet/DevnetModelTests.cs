using Cortensor.Devnet;
using Cortensor.Devnet.State;
using Cortensor.Inference.Models;
using Cortensor.Node.Options;

namespace Cortensor.Tests.Devnet;

public sealed class DevnetModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-model-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("tiny", EngineNames.Llama, "tiny")]
    [InlineData("any-name", EngineNames.Llama, "any-name")]
    [InlineData(null, EngineNames.Scripted, DevnetOptions.DefaultModel)]
    public async Task A_name_is_taken_as_it_is_and_the_scripted_engine_needs_no_file(string? asked, string engine, string chosen)
    {
        ModelStoreOptions nowhere = new() { CacheDirectory = _folder, ShippedDirectory = _folder };
        Assert.Equal(
            chosen,
            await DevnetModel.ChooseAsync(
                asked,
                engine,
                nowhere,
                new Progress<string>(),
                TimeProvider.System,
                TestContext.Current.CancellationToken
            )
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void The_default_model_of_networks_is_the_catalogues() =>
        Assert.Equal(DevnetOptions.DefaultModel, ModelCatalogue.BuiltIn.Models[0].Id.Value);

    [Fact]
    public void A_folder_remembers_the_model_of_its_network()
    {
        Assert.Null(DevnetModel.Kept(_folder));
        DevnetPaths paths = new(_folder);
        paths.Create();
        DevnetOptions options = new()
        {
            DataDir = _folder,
            Home = _folder,
            Program = "cortensor",
            Model = "tiny",
        };
        (DevnetSettings.Create(options) with { SessionId = 1 }).Save(paths);
        File.WriteAllText(paths.ChainState, string.Empty);
        File.WriteAllText(paths.Deployment, string.Empty);
        Assert.Equal("tiny", DevnetModel.Kept(_folder));
    }
}
