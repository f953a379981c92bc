using System.Globalization;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Views;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Time;
using Cortensor.Tests.Chain.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using ChainRole = Cortensor.Protocol.Nodes.NodeRole;

namespace Cortensor.Tests.Chain.Views;

/// <summary>
/// The same network twice: the contracts on a development chain seen through a <see cref="ChainNetworkView"/>, and a
/// <see cref="MemoryChain"/>. The chain plays each move first, the memory repeats it at the second of the chain's block, and then both must
/// show the same.
/// </summary>
internal sealed class TwinNetwork : IAsyncDisposable
{
    public static readonly TokenAmount Wallet = TokenAmount.FromCor(1_000);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly Dictionary<Address, LedgerActor> _actors = [];
    private readonly Dictionary<Address, PrivateKey> _keys = [];
    private readonly FakeClock _clock = new();
    private readonly List<(CancellationTokenSource Stop, Task Run)> _runs = [];

    private TwinNetwork(DeployedNetwork network)
    {
        Network = network;
        Memory = new MemoryChain(
            _clock,
            new MemoryChainOptions
            {
                ChainId = network.Book.ChainId,
                Queue = network.Book.AddressOf("SessionQueue"),
                Session = network.Book.AddressOf("Session"),
                Treasury = DeployedNetwork.Settings.Treasury!.Value,
            }
        );
        Memory.SetPrice(Model, DeployedNetwork.Price);
        View = Follow();
    }

    public static Hash32 Model { get; } = Keccak256.HashText(DeployedNetwork.Model.Value);

    public DeployedNetwork Network { get; }

    public MemoryChain Memory { get; }

    public ChainNetworkView View { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TwinNetwork> StartAsync()
    {
        DeployedNetwork network = await DeployedNetwork.StartAsync();
        // A block per transaction: no test waits for the next one.
        _ = await network.Anvil.Client.Transport.CallAsync("evm_setAutomine", [true], Cancellation);
        return new TwinNetwork(network);
    }

    public ISigner SignerOf(Address account) => new LocalSigner(_keys[account]);

    /// <summary>One more view of the chain, from the deployment on.</summary>
    public ChainNetworkView Follow(ChainViewOptions? options = null, IRpcTransport? transport = null)
    {
        EthClient client = transport is null ? Network.Anvil.Client : new EthClient(transport);
        ChainViewOptions fast = options ?? new ChainViewOptions();
        fast.PollInterval = TimeSpan.FromMilliseconds(20);
        ChainNetworkView view = new(client, Network.Book, fast, TimeProvider.System, NullLogger<ChainNetworkView>.Instance);
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _runs.Add((stop, view.RunAsync(stop.Token)));
        return view;
    }

    /// <summary>An account with COR in both networks, and with a role if one is given.</summary>
    public async Task<Address> JoinAsync(string name, NodeRole? role = null)
    {
        PrivateKey key = PrivateKey.FromBytes(Keccak256.HashText($"cortensor view test {name}").ToArray());
        Address account = key.Address;
        _keys[account] = key;
        _actors[account] = Actor(await Network.OpenAsync(key, Wallet));
        Memory.Mint(account, Wallet);
        if (role is { } given)
        {
            ChainLedgers node = await Network.OpenAsync(key);
            _ = await node.Identity.RegisterAsync((ChainRole)given, "-", Cancellation).RequireAsync("registration");
            _ = await Network.Administration.GrantAsync((ChainRole)given, account, Cancellation).RequireAsync("grant");
            Memory.GrantRole(given, account);
        }

        return account;
    }

    /// <summary>Makes a move in both networks and compares them.</summary>
    public async Task<NetworkSnapshot> PlayAsync(Address account, Func<LedgerActor, Task<MoveResult>> move)
    {
        MoveResult made = await PlayOnChainAsync(account, move);
        _clock.AdvanceTo(DateTimeOffset.FromUnixTimeSeconds((long)made.Receipt!.Timestamp));
        MoveResult repeated = await move(Memory.As(account));
        Assert.True(repeated.Made, $"The memory chain refuses what the contracts made: {repeated.Refusal}");
        Task<NetworkSnapshot> reached = View.ReachAsync(made.Receipt.Block, Cancellation);
        Task first = await Task.WhenAny(reached, _runs[0].Run).WaitAsync(Timeout, Cancellation);
        await first; // a view that gave up says why
        NetworkSnapshot seen = await reached;
        Assert.Equal(SnapshotText.Of(Memory.Current), SnapshotText.Of(seen));
        return seen;
    }

    /// <summary>Tells the memory chain of a move that the chain's newest block holds.</summary>
    public async Task RepeatAsync(Address account, Func<LedgerActor, Task<MoveResult>> move)
    {
        BlockHeader head = (await Network.Anvil.Client.GetHeaderAsync(BlockTag.Latest, Cancellation))!;
        _clock.AdvanceTo(DateTimeOffset.FromUnixTimeSeconds((long)head.Timestamp));
        MoveResult repeated = await move(Memory.As(account));
        Assert.True(repeated.Made, $"The memory chain refuses what the contracts made: {repeated.Refusal}");
    }

    /// <summary>A move that the memory chain does not hear of.</summary>
    public async Task<MoveResult> PlayOnChainAsync(Address account, Func<LedgerActor, Task<MoveResult>> move)
    {
        MoveResult made = await move(_actors[account]);
        Assert.True(made.Made, $"The contracts refuse: {made.Refusal}");
        return made;
    }

    /// <summary>Waits until a view shows what the memory chain shows.</summary>
    public async Task AgreeAsync(ChainNetworkView view)
    {
        string expected = SnapshotText.Of(Memory.Current);
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(Timeout);
        try
        {
            await foreach (NetworkSnapshot seen in view.WatchAsync(timeout.Token))
            {
                if (SnapshotText.Of(seen) == expected)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested) { }

        Assert.Equal(expected, SnapshotText.Of(view.Current));
    }

    /// <summary>Sets the queue's parameters in both networks.</summary>
    public async Task SetParametersAsync(QueueParameters parameters)
    {
        _ = await Network.Administration.SetParametersAsync(parameters, Cancellation).RequireAsync("parameters");
        Memory.SetParameters(parameters);
    }

    /// <summary>Moves the chain's time on; the memory follows with the next move.</summary>
    public async Task PassAsync(ulong seconds)
    {
        _ = await Network.Anvil.Client.Transport.CallAsync("evm_increaseTime", [seconds], Cancellation);
        _ = await Network.Anvil.Client.Transport.CallAsync("evm_mine", [], Cancellation);
    }

    /// <summary>The hash of the chain's next commitment for a slot's answer, and the answer.</summary>
    public (Hash32 Digest, Hash32 Salt, Hash32 Commitment) AnswerOf(TaskKey task, byte slot)
    {
        Hash32 digest = Keccak256.HashText(string.Create(CultureInfo.InvariantCulture, $"answer {task} {slot}"));
        Hash32 salt = Keccak256.HashText(string.Create(CultureInfo.InvariantCulture, $"salt {task} {slot}"));
        Address miner = Memory.Current.Tasks[task].Slots[slot].Miner;
        Hash32 commitment = _actors[miner].Queue.CommitmentOf(task, miner, digest, salt);
        Assert.Equal(Memory.As(miner).Queue.CommitmentOf(task, miner, digest, salt), commitment);
        return (digest, salt, commitment);
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((CancellationTokenSource stop, Task run) in _runs)
        {
            await stop.CancelAsync();
            await run.ContinueWith(static _ => { }, TaskScheduler.Default);
            stop.Dispose();
        }

        foreach (PrivateKey key in _keys.Values)
        {
            key.Dispose();
        }

        await Network.DisposeAsync();
        Assert.All(_runs, static entry => Assert.True(entry.Run.IsCanceled, $"A view stopped by itself: {entry.Run.Exception}"));
    }

    private static LedgerActor Actor(ChainLedgers ledgers) => new(ledgers.Queue, ledgers.Sessions, ledgers.Payments, ledgers.Pool);
}
