using Cortensor.Chain.Deployment;

namespace Cortensor.Tests.Chain.Deployment;

public sealed class ContractArtifactTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortensor-artifact-");

    [Theory]
    [InlineData("""{"abi":[]}""", "no bytecode")]
    [InlineData("""{"abi":[],"bytecode":{"object":"0x"}}""", "no bytecode")]
    [InlineData("""{"abi":[],"bytecode":{"object":"0x60__$0123456789$__00"}}""", "libraries")]
    public async Task Files_that_cannot_be_deployed_say_why(string text, string reason)
    {
        string path = Path.Combine(_folder.FullName, "X.json");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(() =>
            ContractArtifact.LoadAsync(path, TestContext.Current.CancellationToken)
        );
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
