using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Miner;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Time;

namespace Cortensor.Tests;

/// <summary>A memory chain with one funded session, a router, an oracle and some admitted miners.</summary>
internal sealed class QueueWorld : IDisposable
{
    public static readonly ModelId Model = ModelId.Parse("test-model");

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly RouterHashChain _reveals = new(Keccak256.HashText("router secret"), 64);

    private QueueWorld(int miners)
    {
        Chain = new MemoryChain(Clock);
        Owner = Key("owner");
        Router = Key("router");
        Oracle = Key("oracle");
        Miners = [.. Enumerable.Range(0, miners).Select(index => Key($"miner {index}"))];
    }

    public FakeClock Clock { get; } = new();

    public MemoryChain Chain { get; }

    public PrivateKey Owner { get; }

    public PrivateKey Router { get; }

    public PrivateKey Oracle { get; }

    public ImmutableArray<PrivateKey> Miners { get; }

    public SessionId Session { get; private set; }

    public static async Task<QueueWorld> StartAsync(int miners, byte redundancy, ProofKind proof = ProofKind.Agreement)
    {
        QueueWorld world = new(miners);
        MemoryChain chain = world.Chain;
        Hash32 model = Keccak256.HashText(Model.Value);
        chain.Mint(world.Owner.Address, TokenAmount.FromCor(1_000));
        chain.GrantRole(NodeRole.Router, world.Router.Address);
        chain.GrantRole(NodeRole.Oracle, world.Oracle.Address);
        chain.SetPrice(model, new ModelPrice(new TokenAmount(1_000_000), new TokenAmount(1_000_000)));
        foreach (PrivateKey miner in world.Miners)
        {
            chain.Mint(miner.Address, TokenAmount.FromCor(10));
            chain.GrantRole(NodeRole.Miner, miner.Address);
            LedgerActor actor = chain.As(miner.Address);
            Made(await actor.Payments.DepositAccountAsync(miner.Address, TokenAmount.FromCor(5), default));
            Made(await actor.Pool.RegisterAsync(4, [model], default));
            Made(await chain.As(world.Oracle.Address).Pool.SetStateAsync(miner.Address, PoolState.Ephemeral, default));
        }

        LedgerActor owner = chain.As(world.Owner.Address);
        (MoveResult created, SessionId session) = await owner.Sessions.CreateAsync(
            new SessionConfig
            {
                Name = "test",
                ModelId = model,
                MinNodes = redundancy,
                Redundancy = redundancy,
                Proof = proof,
                MaxPricePer1kInput = new TokenAmount(10_000_000),
                MaxPricePer1kOutput = new TokenAmount(10_000_000),
            },
            default
        );
        Made(created);
        world.Session = session;
        Made(await owner.Payments.DepositAsync(session, TokenAmount.FromCor(100), default));
        if (chain.Current.Sessions[session].State != SessionState.Active)
        {
            Made(await owner.Sessions.FillAsync(session, default));
        }

        Made(await owner.Sessions.SetRouterAllowanceAsync(session, world.Router.Address, TokenAmount.FromCor(100), default));
        Made(await chain.As(world.Router.Address).Queue.PostRouterChainAsync(world._reveals.Tip, default));
        return world;
    }

    /// <summary>What a router makes of a client's words.</summary>
    public TaskObject Request(string prompt = "say it", int maxTokens = 64, byte blind = 1) =>
        new()
        {
            Blind = new Blind(Enumerable.Repeat(blind, Blind.Size).ToArray()),
            Session = Session,
            Model = Model,
            Prompt = prompt,
            MaxTokens = maxTokens,
            Sampling = SamplingOptions.Greedy,
            CreatedAt = 1,
        };

    public TaskKey NextKey => new(Session, new TaskId(Chain.Current.Sessions[Session].TaskCount + 1));

    /// <summary>The seed the next submit will have.</summary>
    public Hash32 SeedOf(TaskObject request) => SelectionSeed.Of(NextReveal, CanonicalJson.Digest(request.Encode()), NextKey);

    /// <summary>Submits as the router, assigned to the given miners.</summary>
    public async Task<TaskKey> SubmitAsync(TaskObject request, params int[] miners)
    {
        TaskKey key = NextKey;
        ImmutableArray<Address> nodes = Chain.Current.Sessions[Session].Nodes;
        Made(
            await Chain
                .As(Router.Address)
                .Queue.SubmitAsync(
                    new TaskSubmission(
                        key,
                        CanonicalJson.Digest(request.Encode()),
                        TokenAmount.FromCor(1),
                        (uint)request.MaxTokens,
                        NextReveal,
                        [.. miners.Select(miner => (byte)nodes.IndexOf(Miners[miner].Address))],
                        TaskAuthority.None,
                        default
                    ),
                    default
                )
        );
        return key;
    }

    public QueueTask Task(TaskKey key) => Chain.Current.Tasks[key];

    public MinerIdentity Identity(int miner) => MinerIdentity.Of(Miners[miner], Chain.Options.ChainId, Chain.Options.Queue);

    /// <summary>Time passes; a block shows it.</summary>
    public void Pass(int seconds)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        Chain.Mine();
    }

    /// <summary>The first snapshot that satisfies the condition; fails naming what was missing.</summary>
    public async Task<NetworkSnapshot> UntilAsync(string what, Func<NetworkSnapshot, bool> condition)
    {
        using CancellationTokenSource late = new(Timeout);
        try
        {
            await foreach (NetworkSnapshot snapshot in Chain.WatchAsync(late.Token))
            {
                if (condition(snapshot))
                {
                    return snapshot;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The chain never showed: {what}. Tasks: {string.Join("; ", Chain.Current.Tasks.Values)}");
        }

        throw new InvalidOperationException();
    }

    /// <summary>A result a miner might give.</summary>
    public ResultObject Result(TaskKey key, int miner, string text, int promptTokens = 3) =>
        new()
        {
            Blind = new Blind(Enumerable.Repeat((byte)(miner + 10), Blind.Size).ToArray()),
            Session = key.Session,
            Task = key.Task,
            Model = Model,
            PromptTokens = promptTokens,
            Tokens = [1, 2, 3],
            Finish = FinishReason.Stop,
            Segments = [new ResultSegment(Miners[miner].Address, 0, 3)],
            Text = text,
            Timings = new ResultTimings(0, 0, 0),
        };

    public static void Made(MoveResult result) => Assert.True(result.Made, result.Refusal?.ToString());

    public void Dispose()
    {
        foreach (PrivateKey key in (IEnumerable<PrivateKey>)[Owner, Router, Oracle, .. Miners])
        {
            key.Dispose();
        }
    }

    private Hash32 NextReveal
    {
        get
        {
            RouterChain chain = Chain.Current.RouterChains[Router.Address];
            Assert.True(_reveals.TryReveal(RouterChains.TipAt(chain, Chain.Current.Head.Timestamp), out Hash32 reveal));
            return reveal;
        }
    }

    private static PrivateKey Key(string name) => PrivateKey.FromBytes(Keccak256.HashText("queue world " + name).ToArray());
}
