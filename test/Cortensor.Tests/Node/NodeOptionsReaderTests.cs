using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.Tests.Node;

public sealed class NodeOptionsReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-node-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        CodedException refused = Assert.Throws<CodedException>(() =>
            NodeOptionsReader.Read(
                null,
                new Dictionary<string, string?>
                {
                    ["Roles:0"] = "miner",
                    ["Roles:1"] = "baker",
                    ["Listen"] = "http://0.0.0.0:80",
                    ["Miner:Engine"] = "steam",
                }
            )
        );
        Assert.Equal(ExitCodes.Configuration, refused.Exit);
        Assert.Equal("config_invalid", refused.Code);
        foreach (
            string fault in (string[])
                [
                    "'baker'",
                    "DataDir",
                    "AllowPublic",
                    "Chain:Rpc",
                    "Chain:Deployment",
                    "Key:File",
                    "Key:PasswordFile",
                    "'steam'",
                    "Miner:Routers",
                    "Miner:Models",
                ]
        )
        {
            Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_router_without_keys_is_refused()
    {
        CodedException refused = Assert.Throws<CodedException>(() =>
            NodeOptionsReader.Read(null, new Dictionary<string, string?>(Sound("router")))
        );
        Assert.Contains("Router:ApiKeys: name at least one key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_of_an_openai_engine_is_checked()
    {
        CodedException refused = Assert.Throws<CodedException>(() =>
            NodeOptionsReader.Read(
                null,
                new Dictionary<string, string?>
                {
                    ["Roles:0"] = "miner",
                    ["Miner:Engine"] = EngineNames.OpenAi,
                    ["Miner:OpenAi:Url"] = "ftp://127.0.0.1",
                    ["Miner:OpenAi:KeyFile"] = "key",
                    ["Miner:OpenAi:KeyVariable"] = "KEY",
                    ["Miner:OpenAi:Continuation"] = "Perhaps",
                }
            )
        );
        foreach (
            string fault in (string[])
                [
                    "Miner:OpenAi:Url: 'ftp://127.0.0.1'",
                    "Miner:OpenAi:KeyFile: name a file or a variable",
                    "'Perhaps' is none of None, AssistantMessage, ContinueFinalMessage",
                ]
        )
        {
            Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_library_that_cannot_be_is_refused_with_every_fault()
    {
        CodedException refused = Assert.Throws<CodedException>(() =>
            NodeOptionsReader.Read(
                null,
                new Dictionary<string, string?>(Sound("miner"))
                {
                    ["Roles:0"] = "miner",
                    ["Miner:Llama:Backend"] = "gpu",
                    ["Miner:Llama:GpuLayers"] = "12",
                    ["Miner:Llama:BackendDirectory"] = "nowhere",
                }
            )
        );
        foreach (
            string fault in (string[])
                [
                    "Miner:Llama:Backend: 'gpu' is none of auto, avx512",
                    "Miner:Llama:GpuLayers: layers on a GPU need",
                    "no folder 'runtimes' in 'nowhere'",
                ]
        )
        {
            Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_a_fault_of_the_configuration()
    {
        MinerRoleOptions miner = new()
        {
            Engine = EngineNames.OpenAi,
            Models = { "m" },
            OpenAi = { Url = "http://127.0.0.1:1", KeyVariable = "CORTENSOR_TEST_KEY_THAT_NOBODY_SETS" },
        };
        CodedException refused = await Assert.ThrowsAsync<CodedException>(() =>
            Cortensor.Node.Start.EngineStart.RunAsync(
                miner,
                Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
                TimeProvider.System,
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(ExitCodes.Configuration, refused.Exit);
    }

    [Fact]
    public void Flags_win_over_the_file()
    {
        string file = Write(
            """{ "Roles": ["oracle"], "DataDir": "data", "Chain": { "Rpc": "http://127.0.0.1:1", "Deployment": "d.json", "PollMilliseconds": 77 }, "Key": { "File": "k", "PasswordFile": "p" } }"""
        );
        NodeOptions options = NodeOptionsReader.Read(file, new Dictionary<string, string?> { ["Chain:Rpc"] = "http://127.0.0.1:2" });
        Assert.Equal("http://127.0.0.1:2", options.Chain.Rpc);
        Assert.Equal(77, options.Chain.PollMilliseconds);
        Assert.Equal(NodeOptions.DefaultListen, options.EffectiveListen);
    }

    [Fact]
    public void A_misspelt_name_in_the_file_is_refused()
    {
        string file = Write("""{ "Roles": ["oracle"], "DataDri": "data" }""");
        CodedException refused = Assert.Throws<CodedException>(() =>
            NodeOptionsReader.Read(file, new Dictionary<string, string?>(Sound("oracle")))
        );
        Assert.Contains("DataDri", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("""{ "Chain": { "PollMilliseconds": "soon" } }""")]
    public void A_broken_file_is_a_coded_refusal(string text)
    {
        CodedException refused = Assert.Throws<CodedException>(() =>
            NodeOptionsReader.Read(Write(text), new Dictionary<string, string?>(Sound("oracle")))
        );
        Assert.Equal(ExitCodes.Configuration, refused.Exit);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        CodedException refused = Assert.Throws<CodedException>(() =>
            NodeOptionsReader.Read(Path.Combine(_folder, "none.json"), new Dictionary<string, string?>())
        );
        Assert.Contains("none.json", refused.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Sound(string role) =>
        new()
        {
            ["Roles:0"] = role,
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
