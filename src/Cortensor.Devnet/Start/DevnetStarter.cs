using System.Globalization;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Devnet.Processes;
using Cortensor.Devnet.State;
using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.Devnet.Start;

/// <summary>
/// Brings a network up. What takes long runs side by side: nodes load their models while contracts are compiled and deployed, and wait for
/// the deployment file by themselves.
/// </summary>
internal sealed class DevnetStarter(DevnetOptions options, DevnetPaths paths, Crew crew, IProgress<string> progress, TimeProvider time)
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public async Task<DevnetDocument> StartAsync(CancellationToken cancellationToken)
    {
        using HttpClient http = _http;
        ReadyProbe probe = new(http, time, options.StepTimeout);
        DevnetSettings? earlier = DevnetSettings.Find(paths);
        DemandSameNetwork(earlier);
        DevnetSettings settings = earlier ?? DevnetSettings.Create(options);
        if (earlier is null)
        {
            File.Delete(paths.ChainState);
            File.Delete(paths.Deployment);
        }

        string password = DevnetKeys.Password(paths);
        using PrivateKey client = DevnetKeys.OpenOrCreate(paths, DevnetKeys.Client, password);
        Dictionary<string, PrivateKey> keys = [];
        IReadOnlyList<NodePlan> plans = Plan(password, keys);
        try
        {
            int port = FreePorts.Take(1)[0];
            string rpc = $"http://127.0.0.1:{port}";
            await StartChainAsync(probe, http, port, settings.ChainId, rpc, cancellationToken);
            progress.Report(earlier is null ? "Dev chain is up." : "Dev chain is up again with its earlier state.");
            NodeConfigurations.Write(paths, options, settings, rpc, plans);
            Dictionary<NodePlan, ChildProcess> nodes = [];
            foreach (NodePlan plan in plans)
                nodes[plan] = await StartNodeAsync(plan);
            progress.Report($"{plans.Count} nodes are starting: 1 router, {options.Miners} miners, 1 oracle ({options.Engine}, {options.Model}).");
            NetworkFounding founding = new(options, paths, progress, time);
            if (earlier is null)
            {
                settings = await founding.FoundAsync(settings, rpc, client, plans, keys, cancellationToken);
                settings.Save(paths);
            }

            await Task.WhenAll(nodes.Select(node => probe.WaitAsync(node.Value, node.Key.Url, cancellationToken)));
            NodePlan router = plans.Single(plan => plan.Role == NodeRoles.Router);
            await founding.WaitForMinersAsync(probe, nodes[router], router, http, cancellationToken);
            progress.Report($"The network is ready at {router.Url}.");
            return Describe(settings, rpc, plans, await AddressBook.LoadAsync(paths.Deployment, cancellationToken));
        }
        finally
        {
            foreach (PrivateKey key in keys.Values)
                key.Dispose();
        }
    }

    private void DemandSameNetwork(DevnetSettings? earlier)
    {
        if (earlier is not null && (earlier.Miners != options.Miners || earlier.Model != options.Model))
        {
            throw new CodedException(
                ExitCodes.Configuration,
                string.Create(CultureInfo.InvariantCulture, $"{paths.Root} holds a network of {earlier.Miners} miners with {earlier.Model}: start it with --miners {earlier.Miners} --model {earlier.Model}, name another --datadir, or delete the folder for a fresh one."));
        }
    }

    private IReadOnlyList<NodePlan> Plan(string password, Dictionary<string, PrivateKey> keys)
    {
        (string Role, int Number)[] roles = [.. NodePlan.Roles(options.Miners)];
        IReadOnlyList<int> ports = FreePorts.Take(roles.Length);
        List<NodePlan> plans = [];
        for (int i = 0; i < roles.Length; i++)
        {
            (string role, int number) = roles[i];
            string name = $"{role}-{number}";
            keys[name] = DevnetKeys.OpenOrCreate(paths, name, password);
            plans.Add(new NodePlan(role, number, keys[name].Address, role == NodeRoles.Router ? FreePorts.Prefer(options.RouterPort) : ports[i]));
        }

        return plans;
    }

    private async Task StartChainAsync(ReadyProbe probe, HttpClient http, int port, ulong chainId, string rpc, CancellationToken cancellationToken)
    {
        string anvil = ContractsBuild.Tool(options.Home, "anvil");
        if (!File.Exists(anvil))
            throw new CodedException(ExitCodes.Machine, "The dev chain is not installed; run: eng/scripts/setup.sh runtime");
        ChildProcess chain = await crew.StartAsync(new ChildSettings(Roles.Chain, 1, anvil, AnvilArguments.Of(port, chainId, paths.ChainState), paths.Log(Roles.Chain, 1))
        {
            DiesWithParent = true,
        });
        EthClient client = new(new HttpRpcTransport(http, new Uri(rpc)));
        await probe.WaitAsync(chain, "did not answer", token => IsChainAsync(client, chainId, token), cancellationToken);
    }

    private static async Task<bool> IsChainAsync(EthClient client, ulong chainId, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetChainIdAsync(cancellationToken) == chainId;
        }
        catch (RpcUnreachableException)
        {
            return false;
        }
    }

    private Task<ChildProcess> StartNodeAsync(NodePlan plan) => crew.StartAsync(
        new ChildSettings(plan.Role, plan.Number, options.Program, ["node", "run", "--config", paths.Configuration(plan.Role, plan.Number)], paths.Log(plan.Role, plan.Number)));

    private DevnetDocument Describe(DevnetSettings settings, string rpc, IReadOnlyList<NodePlan> plans, AddressBook book)
    {
        NodePlan router = plans.Single(plan => plan.Role == NodeRoles.Router);
        return new DevnetDocument(
            DevnetChains.Single(new DevnetChain(rpc, settings.ChainId)),
            new DevnetRouter(router.Url, router.WsUrl),
            router.Url,
            settings.ApiKey,
            new SortedDictionary<string, Primitives.Address>(book.Contracts.ToDictionary(contract => contract.Key, contract => contract.Value.Address), StringComparer.Ordinal),
            [.. plans.Where(plan => plan.Role == NodeRoles.Miner).Select(plan => plan.Address)],
            plans.Single(plan => plan.Role == NodeRoles.Oracle).Address,
            settings.SessionId,
            crew.Pids);
    }
}
