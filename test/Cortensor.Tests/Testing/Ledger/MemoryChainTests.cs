using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Time;
using Cortensor.Tests.Protocol.Queue;

namespace Cortensor.Tests.Testing.Ledger;

public sealed class MemoryChainTests
{
    private static readonly Hash32 Model = Keccak256.HashText("model");
    private static readonly Address Miner = Scene.Account(1);
    private static readonly TaskKey First = new(new SessionId(1), new TaskId(1));

    private readonly FakeClock _clock = new();
    private readonly MemoryChain _chain;
    private readonly RouterHashChain _routerChain = new(Model, 8);

    public MemoryChainTests() => _chain = new MemoryChain(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_runs_from_submit_to_payment()
    {
        await PrepareAsync();
        TaskSubmission submission = Submission();
        LedgerActor router = _chain.As(Scene.Router);
        IQueueLedger miner = _chain.As(Miner).Queue;
        Hash32 digest = Keccak256.HashText("result");

        await MadeAsync(router.Queue.SubmitAsync(submission, Token));
        await MadeAsync(miner.AckAsync(First, 0, Token));
        await MadeAsync(miner.PrecommitAsync(First, 0, miner.CommitmentOf(First, Miner, digest, Model), Token));
        _chain.AssertMoneyConserved();
        await MadeAsync(miner.CommitAsync(First, 0, digest, Model, 10, 20, Token));

        QueueTask task = _chain.Current.Tasks[First];
        Assert.Equal(["submit", "ack", "precommit", "commit"], task.Steps.Select(static step => step.Move));
        Assert.Equal(task.Steps[2].Transaction, task.Slots[0].PrecommitTransaction);
        Assert.Equal(task.Steps[3].Transaction, task.Slots[0].CommitTransaction);
        Assert.Equal(new TokenAmount(40), task.Slots[0].Paid); // 80 % of 10 × 1 + 20 × 2
        Assert.Equal(new TokenAmount(1_000_040), _chain.Current.AccountBalances[Miner]);
        Assert.Equal(new SessionBalance(new TokenAmount(5_000 - 47), TokenAmount.Zero), _chain.Current.SessionBalances[First.Session]);
        Assert.Empty(_chain.Current.OpenTasks);
        _chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task A_refused_move_changes_nothing_and_makes_no_block()
    {
        await PrepareAsync();
        NetworkSnapshot before = _chain.Current;
        MoveResult result = await _chain.As(Scene.Stranger).Queue.SubmitAsync(Submission(), Token);
        Assert.Equal("SessionNotARouter", result.Refusal!.Code);
        Assert.Same(before, _chain.Current);
    }

    [Fact]
    public async Task Gathered_moves_share_a_block_that_nobody_sees_before_it_ends()
    {
        await PrepareAsync();
        ulong head = _chain.Current.Head.Number;
        using (_chain.BeginBlock())
        {
            MoveResult submitted = await _chain.As(Scene.Router).Queue.SubmitAsync(Submission(), Token);
            MoveResult acked = await _chain.As(Miner).Queue.AckAsync(First, 0, Token);
            Assert.Equal((head + 1, head + 1), (submitted.Receipt!.Block, acked.Receipt!.Block));
            Assert.NotEqual(submitted.Receipt.Transaction, acked.Receipt.Transaction);
            Assert.Empty(_chain.Current.Tasks);
        }

        Assert.Equal(head + 1, _chain.Current.Head.Number);
        Assert.Equal(1u, _chain.Current.Tasks[First].Acked);
    }

    [Fact]
    public async Task A_slow_reader_skips_to_the_newest_snapshot()
    {
        await using IAsyncEnumerator<NetworkSnapshot> reader = _chain.WatchAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(0UL, reader.Current.Head.Number);

        _chain.Mine(3);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(3UL, reader.Current.Head.Number);

        ValueTask<bool> waiting = reader.MoveNextAsync();
        Assert.False(waiting.IsCompleted);
        _chain.Mine();
        Assert.True(await waiting);
        Assert.Equal(4UL, reader.Current.Head.Number);
    }

    [Fact]
    public async Task A_reader_that_is_cancelled_stops_waiting()
    {
        using CancellationTokenSource stop = new();
        await using IAsyncEnumerator<NetworkSnapshot> reader = _chain.WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await reader.MoveNextAsync());
        ValueTask<bool> waiting = reader.MoveNextAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
    }

    [Fact]
    public void Blocks_follow_the_clock()
    {
        ulong start = _chain.Current.Head.Timestamp;
        using (_chain.MineEvery(TimeSpan.FromSeconds(2)))
        {
            _clock.Advance(TimeSpan.FromSeconds(7));
        }

        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((3UL, start + 6), (_chain.Current.Head.Number, _chain.Current.Head.Timestamp));
    }

    [Fact]
    public async Task A_router_less_task_gets_its_seed_from_a_block_that_comes_later()
    {
        await PrepareAsync();
        TaskSubmission submission = Submission() with { Nodes = [], RouterReveal = default };
        _chain.GrantRole(NodeRole.Oracle, Scene.Oracle);
        await MadeAsync(_chain.As(Scene.Owner).Queue.SubmitAsync(submission, Token));
        IQueueLedger oracle = _chain.As(Scene.Oracle).Queue;
        Assert.Equal("TaskSeedUnknown", (await oracle.AssignAsync(First, [0], Token)).Refusal!.Code);
        _chain.Mine();
        await MadeAsync(oracle.AssignAsync(First, [0], Token));
        Assert.False(_chain.Current.Tasks[First].SelectionSeed.IsZero);
    }

    [Fact]
    public void Roles_can_be_taken_back()
    {
        _chain.GrantRole(NodeRole.Router, Scene.Router);
        Assert.Contains(Scene.Router, _chain.Current.Routers);
        _chain.RevokeRole(NodeRole.Router, Scene.Router);
        Assert.Empty(_chain.Current.Routers);
    }

    private static async Task MadeAsync(Task<MoveResult> move) => Assert.Null((await move).Refusal);

    private TaskSubmission Submission()
    {
        Assert.True(_routerChain.TryReveal(_routerChain.Tip, out Hash32 reveal));
        return new TaskSubmission(First, Model, new TokenAmount(1_000), 50, reveal, [0], TaskAuthority.None, default);
    }

    private async Task PrepareAsync()
    {
        _chain.GrantRole(NodeRole.Router, Scene.Router);
        _chain.GrantRole(NodeRole.Miner, Miner);
        _chain.GrantRole(NodeRole.Oracle, Scene.Stranger);
        _chain.SetPrice(Model, new ModelPrice(new TokenAmount(1_000), new TokenAmount(2_000)));
        _chain.Mint(Scene.Owner, new TokenAmount(2_000_000));
        await MadeAsync(_chain.As(Miner).Pool.RegisterAsync(1, [Model], Token));
        await MadeAsync(_chain.As(Scene.Stranger).Pool.SetStateAsync(Miner, PoolState.Ephemeral, Token));
        _chain.RevokeRole(NodeRole.Oracle, Scene.Stranger);
        LedgerActor owner = _chain.As(Scene.Owner);
        (MoveResult created, SessionId session) = await owner.Sessions.CreateAsync(
            new SessionConfig
            {
                Name = "x",
                ModelId = Model,
                MaxPricePer1kInput = TokenAmount.OneCor,
                MaxPricePer1kOutput = TokenAmount.OneCor,
            },
            Token
        );
        Assert.True(created.Made);
        await MadeAsync(owner.Payments.DepositAsync(session, new TokenAmount(5_000), Token));
        await MadeAsync(owner.Payments.DepositAccountAsync(Miner, new TokenAmount(1_000_000), Token));
        await MadeAsync(owner.Sessions.SetRouterAllowanceAsync(session, Scene.Router, TokenAmount.OneCor, Token));
        await MadeAsync(_chain.As(Scene.Router).Queue.PostRouterChainAsync(_routerChain.Tip, Token));
    }
}
