using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Time;

namespace Cortensor.Testing.Network;

/// <summary>
/// A whole network in one process: one router, some miners and an oracle over one chain in memory, with real HTTP, server-sent events and
/// WebSockets between them. Engines are scripted, the clock moves only by <see cref="AdvanceAsync"/>; empty blocks come all the while.
/// </summary>
public sealed class TestNetwork : IAsyncDisposable
{
    /// <summary>The key that <see cref="Client"/> shows.</summary>
    public const string ApiKey = "test-network-key";

    private const int MostSteps = 2_000;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private BlockPump? _pump;

    private TestNetwork(TestNetworkOptions options)
    {
        Options = options;
        Log = new NetworkLog(options.Timeout);
        Chain = new MemoryChain(Clock, new MemoryChainOptions { Parameters = options.Parameters });
        View = new ObservedView(Chain);
        using (Crypto.PrivateKey owner = TestKeys.Of("owner"))
        {
            Owner = owner.Address;
        }

        Router = new TestRouter(this);
        Oracle = new TestOracle(this, "oracle");
        SecondOracle = new TestOracle(this, "oracle 2");
        Miners = [.. Enumerable.Range(0, options.Miners).Select(index => new TestMiner(this, index))];
    }

    /// <summary>The model that everybody serves.</summary>
    public static ModelId Model { get; } = ModelId.Parse("test-model");

    /// <summary>What it was started with.</summary>
    public TestNetworkOptions Options { get; }

    /// <summary>Everybody's time, chain and timers.</summary>
    public FakeClock Clock { get; } = new();

    /// <summary>The chain.</summary>
    public MemoryChain Chain { get; }

    /// <summary>What the nodes log.</summary>
    public NetworkLog Log { get; }

    /// <summary>The account that owns the session.</summary>
    public Address Owner { get; }

    /// <summary>The session that pays.</summary>
    public SessionId Session { get; } = new(1);

    /// <summary>The session's money.</summary>
    public SessionBalance Balance => Chain.Current.SessionBalances.GetValueOrDefault(Session, SessionBalance.Zero);

    /// <summary>The router.</summary>
    public TestRouter Router { get; }

    /// <summary>The oracle.</summary>
    public TestOracle Oracle { get; }

    /// <summary>A second oracle with the same role on chain, which runs when a test starts it.</summary>
    public TestOracle SecondOracle { get; }

    /// <summary>The miners.</summary>
    public ImmutableArray<TestMiner> Miners { get; }

    /// <summary>Asks the router, with the API key.</summary>
    public HttpClient Client { get; private set; } = new();

    internal ObservedView View { get; }

    /// <summary>What nodes make their requests with.</summary>
    internal HttpClient Http { get; } = new();

    /// <summary>Founds a network and starts all of it; every miner is connected when this returns.</summary>
    public static async Task<TestNetwork> StartAsync(TestNetworkOptions? options = null, CancellationToken cancellationToken = default)
    {
        TestNetwork network = new(options ?? new TestNetworkOptions());
        try
        {
            await network.RiseAsync(cancellationToken);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>The miner with this address.</summary>
    public TestMiner MinerAt(Address address) => Miners.Single(miner => miner.Address == address);

    /// <summary>Asks for a streamed chat answer and returns as soon as the stream has begun.</summary>
    public Task<ChatStream> AskAsync(string prompt, int? maxTokens = null, CancellationToken cancellationToken = default) =>
        ChatStream.OpenAsync(this, prompt, maxTokens, cancellationToken);

    /// <summary>Posts JSON as it stands and reads the whole answer.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string json, CancellationToken cancellationToken = default)
    {
        using StringContent body = new(json, Encoding.UTF8, "application/json");
        return await Client.PostAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
    }

    /// <summary>Moves time on, second by second, each shown by a block that every node has looked at before the next one.</summary>
    /// <remarks>What a node then does takes real time. A test that needs it done waits for it before it moves time further.</remarks>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        for (TimeSpan left = by; left > TimeSpan.Zero; left -= Second)
        {
            Clock.Advance(left < Second ? left : Second);
            Chain.Mine();
            ulong block = Chain.Current.Head.Number;
            await WithinAsync($"every node looking at block {block}", token => View.WhenSeenAsync(block, token), cancellationToken);
        }
    }

    /// <summary>The first snapshot that satisfies the condition. Time stands still meanwhile.</summary>
    /// <exception cref="KitFailure">It did not come in time; the message tells what is there instead.</exception>
    public async Task<NetworkSnapshot> UntilAsync(
        string what,
        Func<NetworkSnapshot, bool> condition,
        CancellationToken cancellationToken = default
    )
    {
        NetworkSnapshot? found = null;
        await WithinAsync(
            what,
            async token =>
            {
                await foreach (NetworkSnapshot snapshot in Chain.WatchAsync(token))
                {
                    found = snapshot;
                    if (condition(snapshot))
                    {
                        return;
                    }
                }
            },
            cancellationToken
        );
        return found!;
    }

    /// <summary>The task once it has come to a state, or beyond it on the way there. A task that ends otherwise fails at once.</summary>
    public async Task<QueueTask> WaitForTaskAsync(TaskKey key, TaskState state, CancellationToken cancellationToken = default)
    {
        NetworkSnapshot reached = await UntilAsync(
            $"task {key} being {state}",
            snapshot =>
                snapshot.Tasks.TryGetValue(key, out QueueTask? task)
                && (TaskStates.Of(task, snapshot.Parameters) >= state || task.Outcome is not null),
            cancellationToken
        );
        QueueTask found = reached.Tasks[key];
        KitFailure.Unless(
            found.Outcome is null || found.Outcome == state || state < TaskState.Completed,
            Describe($"task {key} being {state}")
        );
        return found;
    }

    /// <summary>
    /// Moves time on until the condition holds, giving the nodes real time at every second; fails when it does not hold within the limit.
    /// </summary>
    public async Task<NetworkSnapshot> AdvanceUntilAsync(
        string what,
        Func<NetworkSnapshot, bool> condition,
        TimeSpan limit,
        CancellationToken cancellationToken = default
    )
    {
        for (TimeSpan passed = TimeSpan.Zero; ; passed += Second)
        {
            if (condition(Chain.Current))
            {
                return Chain.Current;
            }

            KitFailure.Unless(passed < limit, Describe($"{what} within {limit}"));
            await AdvanceAsync(Second, cancellationToken);
            // Two more blocks: one on which the nodes act, one on which they see what came of it.
            ulong block = Chain.Current.Head.Number + 2;
            _ = await UntilAsync("blocks", snapshot => snapshot.Head.Number >= block, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Miners.Select(static miner => miner.DisposeAsync().AsTask()));
        await Oracle.DisposeAsync();
        await SecondOracle.DisposeAsync();
        await Router.DisposeAsync();
        if (_pump is not null)
        {
            await _pump.DisposeAsync();
        }

        Client.Dispose();
        Http.Dispose();
    }

    /// <summary>What a node takes for the time.</summary>
    internal TimeProvider ClockOf(string node) => Options.NodeClock(node, Clock);

    /// <summary>Moves time on in small steps, as fast as real time passes, until the work is done: for what waits by the clock.</summary>
    internal async Task WhileTimePassesAsync(Task work)
    {
        for (int step = 0; step < MostSteps && !work.IsCompleted; step++)
        {
            _ = await Task.WhenAny(work, Task.Delay(Step, TimeProvider.System));
            Clock.Advance(Step);
        }

        await work;
    }

    internal string Describe(string missing) =>
        $"Missing: {missing}.\nBlock {Chain.Current.Head}\n{string.Join('\n', Chain.Current.Tasks.Values.Select(DescribeTask))}\n{Log.Tail()}";

    internal async Task WithinAsync(string what, Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(Options.Timeout, TimeProvider.System);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await action(either.Token);
        }
        catch (OperationCanceledException exception) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new KitFailure(Describe(what), exception);
        }
    }

    private static string DescribeTask(QueueTask task) =>
        $"{task.Key}: round {task.Round}, open {task.Open:b}, acked {task.Acked:b}, precommitted {task.Precommitted:b}, committed {task.Committed:b}, "
        + $"outcome {task.Outcome} {task.Failure}, steps {string.Join(' ', task.Steps.Select(static step => step.Move))}";

    private async Task RiseAsync(CancellationToken cancellationToken)
    {
        await NetworkBootstrap.RegisterAsync(this, cancellationToken);
        _pump = new BlockPump(Chain, Options.BlockInterval);
        await Router.StartAsync(cancellationToken);
        Client.BaseAddress = Router.Url;
        Client.Timeout = Options.Timeout;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        await Oracle.StartAsync(cancellationToken);
        await NetworkBootstrap.OpenSessionAsync(this, cancellationToken);
        await Task.WhenAll(Miners.Select(miner => miner.StartAsync(cancellationToken)));
        _ = await UntilAsync("the router's hash chain", snapshot => snapshot.RouterChains.ContainsKey(Router.Address), cancellationToken);
    }
}
