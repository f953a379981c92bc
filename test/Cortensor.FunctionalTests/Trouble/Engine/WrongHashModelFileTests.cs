using Cortensor.Inference.Models;
using Cortensor.Tests.Inference;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>A model file of the right length in which one bit is another: llama.cpp would run it, the network must not.</summary>
public sealed class WrongHashModelFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortensor-wrong-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_miner_refuses_with_a_code_and_the_others_are_paid()
    {
        string path = Path.Combine(_folder.FullName, Path.GetFileName(RealModel.Path()));
        File.Copy(RealModel.Path(), path);
        await using (FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = file.Length - 100;
            int last = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(last ^ 1));
        }

        // Named outright it is called corrupt; in the cache it is passed over, and nothing else has the model.
        Assert.Equal(
            ModelStoreCodes.Corrupt,
            await BadModel.ResolveAsync(new ModelStoreOptions { CacheDirectory = _folder.FullName }, path)
        );
        Assert.Equal(ModelStoreCodes.Unreachable, await BadModel.ResolveAsync(new ModelStoreOptions { CacheDirectory = _folder.FullName }));
        await BadModel.TheOthersArePaidAsync();
    }
}
