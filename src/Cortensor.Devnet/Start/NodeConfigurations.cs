using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cortensor.Devnet.State;
using Cortensor.Node.Options;

namespace Cortensor.Devnet.Start;

/// <summary>Writes each node's configuration file: the same file an operator would write by hand.</summary>
internal static class NodeConfigurations
{
    private const int PollMilliseconds = 100;

    /// <summary>Nodes wait for the deployment as long as the supervisor does, which ends them when it gives up.</summary>
    private const int StartSeconds = 900;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Write(DevnetPaths paths, DevnetOptions options, DevnetSettings settings, string rpc, IReadOnlyList<NodePlan> plans)
    {
        NodePlan router = plans.Single(plan => plan.Role == NodeRoles.Router);
        foreach (NodePlan plan in plans)
        {
            NodeOptions node = Common(paths, options, rpc, plan);
            switch (plan.Role)
            {
                case NodeRoles.Router:
                    node.Router = new RouterRoleOptions
                    {
                        Name = "devnet-router",
                        ApiKeys =
                        [
                            new RouterApiKeyOptions
                            {
                                Name = "devnet",
                                Sha256 = settings.ApiKeySha256,
                                Sessions = settings.Sessions,
                            },
                        ],
                        Models = [options.Model],
                    };
                    break;
                case NodeRoles.Miner:
                    node.Miner = new MinerRoleOptions
                    {
                        Routers = [new RouterLinkOptions { Url = router.WsUrl, Address = router.Address.ToString() }],
                        Gateways = [router.Url],
                        Engine = options.Engine,
                        Models = [options.Model],
                        ScriptedTokenMilliseconds = options.ScriptedTokenMilliseconds,
                    };
                    break;
                default:
                    node.Oracle = new OracleRoleOptions { AutoAdmit = true, Gateways = [router.Url] };
                    break;
            }

            PrivateFile.Write(paths.Configuration(plan.Role, plan.Number), JsonSerializer.Serialize(Visible(node, plan.Role), Format));
        }
    }

    /// <summary>Binds the API key to a session more; the running router reads it within a moment.</summary>
    public static void BindSession(DevnetPaths paths, ulong session)
    {
        string file = paths.Configuration(NodeRoles.Router, 1);
        JsonNode router = JsonNode.Parse(File.ReadAllText(file))!;
        router[nameof(NodeOptions.Router)]![nameof(RouterRoleOptions.ApiKeys)]![0]![nameof(RouterApiKeyOptions.Sessions)]!
            .AsArray()
            .Add(session);
        PrivateFile.Write(file, router.ToJsonString(Format));
    }

    private static NodeOptions Common(DevnetPaths paths, DevnetOptions options, string rpc, NodePlan plan) =>
        new()
        {
            Roles = [plan.Role],
            DataDir = paths.NodeData(plan.Role, plan.Number),
            Listen = plan.Url,
            StopOnInputEnd = true,
            StartSeconds = StartSeconds,
            Log = new LogOptions { Format = options.LogFormat, Level = options.LogLevel },
            Chain = new ChainOptions
            {
                Rpc = rpc,
                Deployment = paths.Deployment,
                PollMilliseconds = PollMilliseconds,
            },
            Key = new KeyOptions { File = paths.Key(plan.Name), PasswordFile = paths.Password },
        };

    // Only what a node of this role reads: the file is an example for operators too.
    private static Dictionary<string, object?> Visible(NodeOptions node, string role) =>
        new()
        {
            [nameof(node.Roles)] = node.Roles,
            [nameof(node.DataDir)] = node.DataDir,
            [nameof(node.Listen)] = node.Listen,
            [nameof(node.StopOnInputEnd)] = node.StopOnInputEnd,
            [nameof(node.StartSeconds)] = node.StartSeconds,
            [nameof(node.Chain)] = node.Chain,
            [nameof(node.Key)] = node.Key,
            [nameof(node.Log)] = node.Log,
            [
                role switch
                {
                    NodeRoles.Router => nameof(node.Router),
                    NodeRoles.Miner => nameof(node.Miner),
                    _ => nameof(node.Oracle),
                }
            ] = role switch
            {
                NodeRoles.Router => node.Router,
                NodeRoles.Miner => node.Miner,
                _ => (object)node.Oracle,
            },
        };
}
