using System.Globalization;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Devnet.Processes;
using Cortensor.Devnet.State;
using Cortensor.Inference.Embeddings;
using Cortensor.Inference.Models;
using Cortensor.Node;
using Cortensor.Node.Options;
using Cortensor.Primitives;

namespace Cortensor.Devnet.Start;

/// <summary>
/// Brings a network up. What takes long runs side by side: nodes load their models while the contracts are deployed, and wait for the
/// deployment file by themselves.
/// </summary>
internal sealed class DevnetStarter(
    DevnetOptions options,
    DevnetPaths paths,
    ProcessSupervisor processSupervisor,
    IProgress<string> progress,
    TimeProvider time
)
{
    private const string Recompile = "eng/scripts/setup.sh test && eng/scripts/bindings.sh";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    public async Task<DevnetDocument> StartAsync(CancellationToken cancellationToken)
    {
        using HttpClient http = new() { Timeout = AnswerTimeout };
        ReadyProbe probe = new(http, time, options.StepTimeout);
        DevnetSettings? earlier = DevnetSettings.Find(paths);
        RequireSameNetwork(earlier);
        if (earlier is null)
        {
            ForgetHalfAStart();
        }

        await ModelAtHand.EnsureAsync(options, ModelStoreOptions.FromEnvironment(), progress, time, cancellationToken);
        DevnetSettings settings = earlier ?? DevnetSettings.Create(options);
        string password = DevnetKeys.Password(paths);
        Dictionary<string, PrivateKey> keys = new() { [DevnetKeys.Client] = DevnetKeys.OpenOrCreate(paths, DevnetKeys.Client, password) };
        try
        {
            if (settings.SessionId == 0)
            {
                await RequireCurrentContractsAsync(cancellationToken);
            }

            IReadOnlyList<NodePlan> plans = Plan(password, keys, settings.RouterPort > 0 ? settings.RouterPort : options.RouterPort);
            settings = settings with { RouterPort = new Uri(plans.Single(plan => plan.Role == NodeRoles.Router).Url).Port };
            Uri rpc = new($"http://127.0.0.1:{FreePorts.Take(1)[0]}");
            EthClient client = new(new HttpRpcTransport(http, rpc, HttpRpcTransport.DefaultTimeout, time));
            await StartChainAsync(probe, client, rpc, settings.ChainId, cancellationToken);
            progress.Report(earlier is null ? "The dev chain is up." : "The dev chain is up again with its earlier state.");
            NodeConfigurations.Write(paths, options, settings, rpc.OriginalString, plans);
            Dictionary<NodePlan, ChildProcess> nodes = [];
            foreach (NodePlan plan in plans)
            {
                nodes[plan] = await StartNodeAsync(plan);
            }

            progress.Report(
                $"{plans.Count} nodes are starting: 1 router, {options.Miners} miners, 1 oracle ({options.Engine}, {options.Model})."
            );
            NetworkReadiness readiness = new(probe, http, client, nodes, options, settings, progress);
            return await processSupervisor.UndisturbedAsync(
                async token =>
                {
                    (settings, AddressBook book) = await FoundAsync(
                        new NetworkBootstrapper(client, rpc, time),
                        readiness,
                        settings,
                        plans,
                        keys,
                        token
                    );
                    await readiness.WaitForSessionAsync(settings.SessionId, token);
                    progress.Report($"The network is ready at {plans.Single(plan => plan.Role == NodeRoles.Router).Url}.");
                    return Describe(settings, rpc.OriginalString, plans, book);
                },
                cancellationToken
            );
        }
        finally
        {
            foreach (PrivateKey key in keys.Values)
            {
                key.Dispose();
            }
        }
    }

    private async Task<(DevnetSettings Settings, AddressBook Book)> FoundAsync(
        NetworkBootstrapper bootstrapper,
        NetworkReadiness readiness,
        DevnetSettings settings,
        IReadOnlyList<NodePlan> plans,
        Dictionary<string, PrivateKey> keys,
        CancellationToken cancellationToken
    )
    {
        if (settings.SessionId > 0)
        {
            AddressBook kept = await AddressBook.LoadAsync(paths.Deployment, cancellationToken);
            await readiness.WaitForNodesAsync(kept, cancellationToken);
            return (settings, kept);
        }

        AddressBook book = await bootstrapper.DeployAsync(options, plans, keys, keys[DevnetKeys.Client], cancellationToken);
        await book.SaveAsync(paths.Deployment, cancellationToken);
        progress.Report($"{book.Contracts.Count} contracts are deployed, every node has its role, gas and bond.");
        await readiness.WaitForNodesAsync(book, cancellationToken);
        SessionId session = await bootstrapper.CreateSessionAsync(
            options,
            book,
            keys[DevnetKeys.Client],
            keys[NodePlan.FirstRouter].Address,
            cancellationToken
        );
        settings = settings with { SessionId = session.Value };
        settings.Save(paths);
        progress.Report($"Session {session} is funded: redundancy {options.SessionRedundancy}.");
        return (settings, book);
    }

    // A changed contract that is not compiled again would be deployed in its old form, unnoticed.
    private async Task RequireCurrentContractsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> changed;
        try
        {
            changed = await CommittedContracts.ChangedSourcesAsync(NetworkBootstrapper.ContractsIn(options.Home), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CodedException(
                ExitCodes.Machine,
                $"The compiled contracts in contracts/artifacts cannot be read ({e.Message}); run: {Recompile}",
                "contracts_outdated",
                e
            );
        }

        if (changed.Count > 0)
        {
            throw new CodedException(
                ExitCodes.Machine,
                $"The compiled contracts in contracts/artifacts are not those of {string.Join(", ", changed)}; run: {Recompile}",
                "contracts_outdated"
            );
        }
    }

    // An earlier start that did not get as far as a session left nothing that is worth keeping, and its blocks belong to a chain that is
    // gone.
    private void ForgetHalfAStart()
    {
        File.Delete(paths.ChainState);
        File.Delete(paths.KeptChainState);
        File.Delete(paths.Deployment);
        if (Directory.Exists(paths.Data))
        {
            Directory.Delete(paths.Data, recursive: true);
        }
    }

    private void RequireSameNetwork(DevnetSettings? earlier)
    {
        if (earlier is not null && (earlier.Miners != options.Miners || earlier.Model != options.Model))
        {
            throw new CodedException(
                ExitCodes.Configuration,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{paths.Root} holds a network of {earlier.Miners} miners with {earlier.Model}: start it with --miners {earlier.Miners} --model {earlier.Model}, name another --datadir, or delete the folder for a fresh one."
                )
            );
        }
    }

    private IReadOnlyList<NodePlan> Plan(string password, Dictionary<string, PrivateKey> keys, int routerPort)
    {
        (string Role, int Number)[] roles = [.. NodePlan.Roles(options.Miners)];
        IReadOnlyList<int> ports = FreePorts.Take(roles.Length);
        List<NodePlan> plans = [];
        for (int i = 0; i < roles.Length; i++)
        {
            (string role, int number) = roles[i];
            string name = $"{role}-{number}";
            keys[name] = DevnetKeys.OpenOrCreate(paths, name, password);
            plans.Add(
                new NodePlan(
                    role,
                    number,
                    keys[name].Address,
                    role == NodeRoles.Router && FreePorts.IsFree(routerPort) ? routerPort : ports[i]
                )
            );
        }

        return plans;
    }

    private async Task StartChainAsync(ReadyProbe probe, EthClient client, Uri rpc, ulong chainId, CancellationToken cancellationToken)
    {
        string anvil = AnvilProgram.PathIn(options.Home);
        if (!File.Exists(anvil))
        {
            throw new CodedException(ExitCodes.Machine, "The dev chain is not installed; run: eng/scripts/setup.sh runtime");
        }

        if (new ChainStateFile(paths).Mend())
        {
            progress.Report("The chain's last state was not whole; it goes on from the one before.");
        }

        ChildProcess chain = await processSupervisor.StartAsync(
            new ChildSettings(Roles.Chain, 1, anvil, AnvilArguments.Of(rpc.Port, chainId, paths.ChainState), paths.Log(Roles.Chain, 1))
            {
                DiesWithParent = true,
            }
        );
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

    private Task<ChildProcess> StartNodeAsync(NodePlan plan) =>
        processSupervisor.StartAsync(
            new ChildSettings(
                plan.Role,
                plan.Number,
                options.Program,
                ["node", "run", "--config", paths.Configuration(plan.Role, plan.Number)],
                paths.Log(plan.Role, plan.Number)
            )
            {
                Environment = new Dictionary<string, string>
                {
                    [EmbeddingFiles.Variable] = Path.Combine(options.Home, "eng", "embeddings"),
                },
            }
        );

    private DevnetDocument Describe(DevnetSettings settings, string rpc, IReadOnlyList<NodePlan> plans, AddressBook book)
    {
        NodePlan router = plans.Single(plan => plan.Role == NodeRoles.Router);
        return new DevnetDocument(
            DevnetChains.Single(new DevnetChain(rpc, settings.ChainId)),
            new DevnetRouter(router.Url, router.WsUrl),
            router.Url,
            settings.ApiKey,
            new SortedDictionary<string, Address>(
                book.Contracts.ToDictionary(contract => contract.Key, contract => contract.Value.Address),
                StringComparer.Ordinal
            ),
            [.. plans.Where(plan => plan.Role == NodeRoles.Miner).Select(plan => plan.Address)],
            plans.Single(plan => plan.Role == NodeRoles.Oracle).Address,
            settings.SessionId,
            processSupervisor.Pids
        );
    }
}
