using Cortensor.Inference.Models;
using Cortensor.Tests.Inference;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>A mirror, folder or server, that has another file under the model's name.</summary>
public sealed class MirrorWithTheWrongFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortensor-mirror-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(98_362_432)]
    public async Task The_miner_keeps_nothing_of_it_and_the_others_are_paid(int bytes)
    {
        string mirror = _folder.CreateSubdirectory("mirror").FullName;
        string cache = _folder.CreateSubdirectory("cache").FullName;
        string wrong = Path.Combine(mirror, Path.GetFileName(RealModel.Path()));
        await using (FileStream file = File.Create(wrong))
        {
            file.SetLength(bytes);
        }

        Assert.Equal(
            ModelStoreCodes.Unreachable,
            await BadModel.ResolveAsync(new ModelStoreOptions { CacheDirectory = cache, Mirrors = [mirror] })
        );
        await using FileServer server = await FileServer.StartAsync(wrong);
        Assert.Equal(
            ModelStoreCodes.Corrupt,
            await BadModel.ResolveAsync(new ModelStoreOptions { CacheDirectory = cache, Addresses = [new Uri(server.Url + "/")] })
        );
        Assert.Empty(Directory.GetFiles(cache));
        Assert.NotEmpty(server.Ranges);
        await BadModel.TheOthersArePaidAsync();
    }
}
