using Cortensor.Chain.Deployment;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Deployment;

public sealed class AddressBookTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortensor-book-");

    [Fact]
    public async Task A_book_survives_its_file_byte_for_byte()
    {
        AddressBook book = new(
            "devnet",
            31337,
            new SortedDictionary<string, DeployedContract>(StringComparer.Ordinal)
            {
                ["SessionQueue"] = new(
                    Address.Parse("0x00000000000000000000000000000000000000aa"),
                    9,
                    Keccak256.HashText("t"),
                    Keccak256.HashText("a")
                ),
                ["Session"] = new(
                    Address.Parse("0x00000000000000000000000000000000000000bb"),
                    7,
                    Keccak256.HashText("u"),
                    Keccak256.HashText("b")
                ),
            }
        );
        string path = Path.Combine(_folder.FullName, "devnet.json");
        await book.SaveAsync(path, TestContext.Current.CancellationToken);
        string text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        AddressBook read = await AddressBook.LoadAsync(path, TestContext.Current.CancellationToken);
        await read.SaveAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(text, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(7UL, read.StartBlock);
        Assert.Equal(book.AddressOf("Session"), read.AddressOf("Session"));
        Assert.Throws<KeyNotFoundException>(() => read.AddressOf("NodePool"));
        Assert.Single(_folder.GetFiles());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"network":"x","chainId":1,"contracts":{"A":{"address":"0x1"}}}""")]
    public async Task Other_files_are_refused(string text)
    {
        string path = Path.Combine(_folder.FullName, "broken.json");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidDataException>(() => AddressBook.LoadAsync(path, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
