using Cortensor.Node.Options;

namespace Cortensor.Tests.Node;

public sealed class NodeConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-configuration-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Faults_of_every_kind_are_told_together_each_with_its_place()
    {
        string file = Write(
            """
            {
              "Roles": ["miner"],
              "DataDri": "data",
              "Chain": { "Rpc": "http://127.0.0.1:1", "Deployment": "d.json", "PollMilliseconds": "soon" },
              "Key": "key.json",
              "Miner": { "Engin": "llama", "Slots": 900, "Routers": "ws://127.0.0.1:1", "Models": ["a", "b"] }
            }
            """
        );
        IReadOnlyList<string> faults = Read(file, new() { ["Log:Format"] = "xml" }).Faults;
        Assert.Contains($"{file}: DataDri: there is no such option; did you mean DataDir?", faults);
        Assert.Contains($"{file}: Chain:PollMilliseconds: 'soon' is not a whole number. Example: \"PollMilliseconds\": 250", faults);
        Assert.Contains($"{file}: Key: 'key.json' stands where a section is wanted: File, PasswordFile.", faults);
        Assert.Contains($"{file}: Miner:Engin: there is no such option; did you mean Miner:Engine?", faults);
        Assert.Contains($"{file}: Miner:Slots: 900 is not between 0 and 64. Example: \"Slots\": 1", faults);
        Assert.Contains(
            faults,
            fault => fault.StartsWith($"{file}: Miner:Routers: 'ws://127.0.0.1:1' stands where a list is wanted.", StringComparison.Ordinal)
        );
        Assert.Contains("flag: Log:Format: 'xml' is neither text nor json. Example: \"Format\": \"json\"", faults);
        Assert.Contains(faults, fault => fault.StartsWith("DataDir: name a folder", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Miner:Models: name exactly one", StringComparison.Ordinal));
        Assert.Equal(faults.Count, faults.Distinct().Count());
    }

    [Fact]
    public void A_key_that_resembles_nothing_lists_what_there_is()
    {
        string fault = Assert.Single(Read(Write("""{ "Colour": "red" }"""), Sound()).Faults);
        Assert.Contains("there is no such option; here are Roles, DataDir, Listen", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_has_an_example_or_says_what_is_wanted()
    {
        foreach (string fault in Read(null, new() { ["Roles:0"] = "miner", ["Roles:1"] = "router" }).Faults)
        {
            Assert.True(fault.Contains("Example: ", StringComparison.Ordinal) || fault.Contains("name ", StringComparison.Ordinal), fault);
        }
    }

    [Fact]
    public void Each_setting_names_who_set_it()
    {
        string file = Write(
            """{ "Roles": ["oracle"], "DataDir": "data", "Chain": { "Rpc": "http://127.0.0.1:1", "PollMilliseconds": 77 } }"""
        );
        Dictionary<string, (string Value, string Source)> settings = Read(file, Sound())
            .Settings.ToDictionary(setting => setting.Key, setting => (setting.Value, setting.Source));
        Assert.Equal(("77", file), settings["Chain:PollMilliseconds"]);
        Assert.Equal(("http://127.0.0.1:8545", "flag"), settings["Chain:Rpc"]);
        Assert.Equal(("10", "default"), settings["StopSeconds"]);
        Assert.Equal(("[]", "default"), settings["Miner:Models"]);
        Assert.Equal("oracle", settings["Roles:0"].Value);
    }

    [Theory]
    [InlineData("Router:ApiKeys:0:Sha256", "aabbcc", "(hidden, 6 characters)")]
    [InlineData("Chain:Rpc", "https://user:pass@rpc.example/", "https://rpc.example/(hidden)")]
    [InlineData("Chain:Rpc", "https://rpc.example/v2/0123456789abcdef0123456789abcdef", "https://rpc.example/(hidden)")]
    [InlineData("Chain:Rpc", "https://rpc.example/?key=1", "https://rpc.example/(hidden)")]
    [InlineData("Miner:Routers:0:Url", "ws://127.0.0.1:5010/ws/miner", "ws://127.0.0.1:5010/ws/miner")]
    [InlineData("Key:PasswordFile", "/etc/password", "/etc/password")]
    public void Secrets_are_not_shown(string key, string value, string shown) => Assert.Equal(shown, OptionSecrets.Show(key, value));

    [Fact]
    public void A_sound_configuration_has_no_faults() => Assert.Empty(Read(null, Sound()).Faults);

    private static NodeConfiguration Read(string? file, Dictionary<string, string?> flags) => NodeOptionsReader.Parse(file, flags);

    private static Dictionary<string, string?> Sound() =>
        new()
        {
            ["Roles:0"] = "oracle",
            ["DataDir"] = "data",
            ["Chain:Rpc"] = "http://127.0.0.1:8545",
            ["Chain:Deployment"] = "deployment.json",
            ["Key:File"] = "key.json",
            ["Key:PasswordFile"] = "password",
        };

    private string Write(string text)
    {
        string file = Path.Combine(_folder, "node.json");
        File.WriteAllText(file, text);
        return file;
    }
}
