using Cortensor.Devnet;
using Cortensor.Devnet.Start;
using Cortensor.Devnet.State;
using Cortensor.Node.Options;
using Cortensor.Primitives;

namespace Cortensor.Tests.Devnet;

public sealed class NodeConfigurationsTests : IDisposable
{
    private readonly DevnetPaths _paths = new(Directory.CreateTempSubdirectory("cortensor-config-").FullName);

    public void Dispose() => Directory.Delete(_paths.Root, recursive: true);

    [Fact]
    public void Every_node_can_read_its_file()
    {
        Write();
        foreach ((string role, int number) in NodePlan.Roles(2))
        {
            NodeOptions options = NodeOptionsReader.Read(_paths.Configuration(role, number), new Dictionary<string, string?>());
            Assert.Equal([role], options.Roles);
            Assert.True(options.StopOnInputEnd);
        }
    }

    [Fact]
    public void The_router_gets_the_digest_of_the_key_and_never_the_key()
    {
        DevnetSettings settings = Write();
        Assert.DoesNotContain(settings.ApiKey, File.ReadAllText(_paths.Configuration("router", 1)), StringComparison.Ordinal);
        RouterApiKeyOptions key = Router().ApiKeys.Single();
        Assert.Equal(settings.ApiKeySha256, key.Sha256);
        Assert.Equal([1ul], key.Sessions);
    }

    [Fact]
    public void A_session_more_is_bound_to_the_key()
    {
        _ = Write();
        NodeConfigurations.BindSession(_paths, 7);
        Assert.Equal([1ul, 7ul], Router().ApiKeys.Single().Sessions);
    }

    private RouterRoleOptions Router() =>
        NodeOptionsReader.Read(_paths.Configuration("router", 1), new Dictionary<string, string?>()).Router;

    private DevnetSettings Write()
    {
        _paths.Create();
        DevnetOptions options = new()
        {
            DataDir = _paths.Root,
            Home = _paths.Root,
            Program = "cortensor",
            Miners = 2,
        };
        DevnetSettings settings = DevnetSettings.Create(options);
        Address address = Address.Parse("0x00000000000000000000000000000000000000aa");
        NodePlan[] plans = [.. NodePlan.Roles(2).Select((node, i) => new NodePlan(node.Role, node.Number, address, 6000 + i))];
        NodeConfigurations.Write(_paths, options, settings, "http://127.0.0.1:8545", plans);
        return settings;
    }
}
