using Cortensor.Node.Options;

namespace Cortensor.Tests.Node;

/// <summary>The configuration that docs/operate/first-node.md shows is one that a node takes.</summary>
public sealed class FirstNodePageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-page-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_example_has_no_faults()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operate", "first-node.md"));
        int start = page.IndexOf("```json", StringComparison.Ordinal) + 7;
        string json = page[start..page.IndexOf("```", start, StringComparison.Ordinal)]
            .Replace("0xROUTER", "0x52908400098527886E0F7030069857D2E4169EE7", StringComparison.Ordinal);
        string file = Path.Combine(_folder, "node.json");
        File.WriteAllText(file, json);
        NodeConfiguration configuration = NodeOptionsReader.Parse(file, new Dictionary<string, string?>());
        Assert.Empty(configuration.Faults);
        Assert.Equal(["miner"], configuration.Options.Roles);
    }
}
