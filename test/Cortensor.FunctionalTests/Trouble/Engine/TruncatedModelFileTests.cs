using Cortensor.Inference;
using Cortensor.Inference.Models;
using Cortensor.Tests.Inference;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>A model file that was cut short, as after a full disk.</summary>
public sealed class TruncatedModelFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortensor-truncated-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_miner_refuses_with_a_code_and_the_others_are_paid()
    {
        string path = Path.Combine(_folder.FullName, Path.GetFileName(RealModel.Path()));
        File.Copy(RealModel.Path(), path);
        await using (FileStream file = new(path, FileMode.Open, FileAccess.Write))
        {
            file.SetLength(file.Length - 1);
        }

        Assert.Equal(
            ModelStoreCodes.Corrupt,
            await BadModel.ResolveAsync(new ModelStoreOptions { CacheDirectory = _folder.FullName }, path)
        );
        Assert.Equal(EngineStartCodes.ModelUnreadable, await BadModel.StartAsync(path));
        await BadModel.TheOthersArePaidAsync();
    }
}
