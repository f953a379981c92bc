using Cortensor.Node.Hosting;
using Cortensor.Node.Options;
using Cortensor.Router;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Node;

public sealed class ApiKeySourceTests : IDisposable
{
    private static readonly string Digest = new('a', 64);

    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-keys-").FullName;

    private string ConfigurationFile => Path.Combine(_folder, "node.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_changed_file_changes_the_keys()
    {
        using ApiKeySource source = Open("""{ "Name": "one", "Sha256": "DIGEST", "Sessions": [1] }""");
        Assert.Equal([1ul], Keys(source).Single().Sessions);
        TaskCompletionSource changed = new();
        using IDisposable registration = source.GetChangeToken().RegisterChangeCallback(_ => changed.TrySetResult(), null);
        Write("""{ "Name": "one", "Sha256": "DIGEST", "Sessions": [1, 2] }""");
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal([1ul, 2ul], Keys(source).Single().Sessions);
    }

    [Theory]
    [InlineData("""{ "Name": "one", "Sha256": "short", "Sessions": [1] }""")]
    [InlineData("{ half an edit")]
    [InlineData("")]
    public async Task An_unusable_change_leaves_the_keys(string keys)
    {
        using ApiKeySource source = Open("""{ "Name": "one", "Sha256": "DIGEST", "Sessions": [1] }""");
        _ = Keys(source);
        TaskCompletionSource changed = new();
        using IDisposable registration = source.GetChangeToken().RegisterChangeCallback(_ => changed.TrySetResult(), null);
        Write(keys);
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal("one", Keys(source).Single().Name);
    }

    private ApiKeySource Open(string key)
    {
        Write(key);
        NodeOptions options = new() { File = ConfigurationFile };
        options.Router.ApiKeys.Add(
            new RouterApiKeyOptions
            {
                Name = "one",
                Sha256 = Digest,
                Sessions = [1],
            }
        );
        return new ApiKeySource(options, NullLogger<ApiKeySource>.Instance);
    }

    private static IList<Cortensor.Router.Keys.ApiKeyOptions> Keys(ApiKeySource source)
    {
        RouterOptions options = new();
        source.Configure(options);
        return options.Keys;
    }

    private void Write(string key)
    {
        string draft = ConfigurationFile + ".new";
        File.WriteAllText(draft, $$"""{ "Router": { "ApiKeys": [ {{key.Replace("DIGEST", Digest, StringComparison.Ordinal)}} ] } }""");
        File.Move(draft, ConfigurationFile, overwrite: true);
    }
}
