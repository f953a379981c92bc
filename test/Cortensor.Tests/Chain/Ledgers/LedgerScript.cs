using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Chain.Ledgers;

/// <summary>
/// A task from registration to payment, with every refusal that needs no waiting provoked on the way. Returns what each move came to; the
/// last lines are refusals that tell balances, so they hold the settlement to the wei.
/// </summary>
internal sealed class LedgerScript(ScriptCast cast, Hash32 model)
{
    private static readonly TokenAmount Much = TokenAmount.FromCor(1_000);
    private static readonly SessionId Session = new(1);
    private static readonly TaskKey Task = new(Session, new TaskId(1));
    private static readonly Hash32 Digest = Keccak256.HashText("request");
    private static readonly Hash32 Result = Keccak256.HashText("result");
    private static readonly Hash32 Salt = Keccak256.HashText("salt");
    private static readonly RouterHashChain Chain = new(Keccak256.HashText("script chain"), 3);

    private readonly List<string> _lines = [];

    private SessionConfig Config =>
        new()
        {
            Name = "script",
            ModelId = model,
            MaxPricePer1kInput = TokenAmount.OneCor,
            MaxPricePer1kOutput = TokenAmount.OneCor,
        };

    public async Task<IReadOnlyList<string>> PlayAsync(CancellationToken cancellationToken)
    {
        await PlayPoolAsync(cancellationToken);
        await PlaySessionsAsync(cancellationToken);
        await PlayMoneyAsync(cancellationToken);
        await PlaySubmitAsync(cancellationToken);
        await PlayTaskAsync(cancellationToken);
        await PlaySettledAsync(cancellationToken);
        return _lines;
    }

    private async Task PlayPoolAsync(CancellationToken stop)
    {
        Address miner = cast.Miner.Pool.Actor;
        Note("register a stranger", await cast.Stranger.Pool.RegisterAsync(1, [model], stop));
        Note("register without slots", await cast.Miner.Pool.RegisterAsync(0, [model], stop));
        Note("register twice the same model", await cast.Miner.Pool.RegisterAsync(1, [model, model], stop));
        Note("register", await cast.Miner.Pool.RegisterAsync(4, [model], stop));
        Note("set state by a stranger", await cast.Stranger.Pool.SetStateAsync(miner, PoolState.Ephemeral, stop));
        Note("set state of nobody", await cast.Oracle.Pool.SetStateAsync(cast.Stranger.Pool.Actor, PoolState.Ephemeral, stop));
        Note("set a reserved state", await cast.Oracle.Pool.SetStateAsync(miner, PoolState.Reserved, stop));
        Note("set state", await cast.Oracle.Pool.SetStateAsync(miner, PoolState.Ephemeral, stop));
        Note("set level 11", await cast.Oracle.Pool.SetLevelAsync(miner, 11, stop));
        Note("set level", await cast.Oracle.Pool.SetLevelAsync(miner, 3, stop));
    }

    private async Task PlaySessionsAsync(CancellationToken stop)
    {
        Address stranger = cast.Stranger.Sessions.Actor;
        Note("fill nothing", await cast.Owner.Sessions.FillAsync(new SessionId(9), stop));
        await CreateAsync("create without a name", Config with { Name = string.Empty }, stop);
        await CreateAsync("create with too little", Config with { Redundancy = 2 }, stop);
        await CreateAsync("create batched", Config with { Settlement = SettlementKind.Batched }, stop);
        await CreateAsync("create", Config, stop);
        await CreateAsync("create stingy", Config with { MaxPricePer1kOutput = new TokenAmount(1) }, stop);
        Note("close by a stranger", await cast.Stranger.Sessions.CloseAsync(Session, stop));
        Note("set router to a stranger", await cast.Owner.Sessions.SetRouterAsync(Session, stranger, stop));
        Note("set router", await cast.Owner.Sessions.SetRouterAsync(Session, cast.Router.Sessions.Actor, stop));
        Note("allow a stranger", await cast.Owner.Sessions.SetRouterAllowanceAsync(Session, stranger, TokenAmount.OneCor, stop));
        Note("add to an ephemeral session", await cast.Owner.Sessions.AddDedicatedNodeAsync(Session, cast.Miner.Sessions.Actor, stop));
        Note(
            "remove from an ephemeral session",
            await cast.Owner.Sessions.RemoveDedicatedNodeAsync(Session, cast.Miner.Sessions.Actor, stop)
        );
        Note("fill", await cast.Stranger.Sessions.FillAsync(Session, stop));
        Note("expire", await cast.Stranger.Sessions.ExpireAsync(Session, stop));
    }

    private async Task PlayMoneyAsync(CancellationToken stop)
    {
        Address miner = cast.Miner.Payments.Actor;
        Note("deposit nothing", await cast.Owner.Payments.DepositAsync(Session, TokenAmount.Zero, stop));
        Note("deposit nowhere", await cast.Owner.Payments.DepositAsync(new SessionId(7), TokenAmount.OneCor, stop));
        Note("deposit too much", await cast.Owner.Payments.DepositAsync(Session, Much, stop));
        Note("deposit", await cast.Owner.Payments.DepositAsync(Session, TokenAmount.FromCor(5), stop));
        Note("deposit elsewhere", await cast.Owner.Payments.DepositAsync(new SessionId(2), TokenAmount.FromCor(5), stop));
        _lines.Add($"wallet: {(await cast.Owner.Payments.WalletBalanceAsync(stop)).ToCorString()}");
        Note("withdraw by a stranger", await cast.Stranger.Payments.WithdrawAsync(Session, TokenAmount.OneCor, stop));
        Note("withdraw too much", await cast.Owner.Payments.WithdrawAsync(Session, Much, stop));
        Note("withdraw", await cast.Owner.Payments.WithdrawAsync(Session, TokenAmount.OneCor, stop));
        Note("cancel no withdrawal", await cast.Owner.Payments.CancelWithdrawAsync(Session, stop));
        Note("bond too much", await cast.Miner.Payments.DepositAccountAsync(miner, Much, stop));
        Note("bond", await cast.Miner.Payments.DepositAccountAsync(miner, TokenAmount.FromCor(2), stop));
        Note("withdraw bond", await cast.Miner.Payments.WithdrawAccountAsync(TokenAmount.OneCor, stop));
    }

    private async Task PlaySubmitAsync(CancellationToken stop)
    {
        TaskSubmission good = await SignAsync(nonce: 1, expiry: ulong.MaxValue, stop);
        Note("post a stranger's chain", await cast.Stranger.Queue.PostRouterChainAsync(Chain.Tip, stop));
        Note("post chain", await cast.Router.Queue.PostRouterChainAsync(Chain.Tip, stop));
        Note("submit by a stranger", await cast.Stranger.Queue.SubmitAsync(good, stop));
        Note("submit without authority", await cast.Router.Queue.SubmitAsync(good with { Authority = TaskAuthority.None }, stop));
        Note("submit expired", await cast.Router.Queue.SubmitAsync(await SignAsync(nonce: 1, expiry: 1, stop), stop));
        Note("submit another request", await cast.Router.Queue.SubmitAsync(good with { RequestDigest = Result }, stop));
        Note("submit as third", await cast.Router.Queue.SubmitAsync(good with { Task = new TaskKey(Session, new TaskId(3)) }, stop));
        Note("submit without tokens", await cast.Router.Queue.SubmitAsync(good with { MaxTokens = 0 }, stop));
        Note("submit with a false link", await cast.Router.Queue.SubmitAsync(good with { RouterReveal = Digest }, stop));
        Note("submit to nobody", await cast.Router.Queue.SubmitAsync(good with { Nodes = [7] }, stop));
        Note("submit to too many", await cast.Router.Queue.SubmitAsync(good with { Nodes = [0, 1] }, stop));
        Note("submit", await cast.Router.Queue.SubmitAsync(good, stop));
        Note("submit again", await cast.Router.Queue.SubmitAsync(good with { Task = new TaskKey(Session, new TaskId(2)) }, stop));
        TaskSubmission own = good with { Authority = TaskAuthority.None, RouterReveal = Hash32.Zero, Nodes = [] };
        TaskKey second = new(Session, new TaskId(2));
        Note("submit too dear", await cast.Owner.Queue.SubmitAsync(own with { Task = new TaskKey(new SessionId(2), new TaskId(1)) }, stop));
        Note("submit above the balance", await cast.Owner.Queue.SubmitAsync(own with { Task = second, MaxCost = Much }, stop));
        Note("submit for nothing", await cast.Owner.Queue.SubmitAsync(own with { Task = second, MaxCost = TokenAmount.Zero }, stop));
        Note("submit own with nodes", await cast.Owner.Queue.SubmitAsync(own with { Task = second, Nodes = [0] }, stop));
    }

    private async Task PlayTaskAsync(CancellationToken stop)
    {
        IQueueLedger miner = cast.Miner.Queue;
        Hash32 commitment = miner.CommitmentOf(Task, miner.Actor, Result, Salt);
        _lines.Add($"commitment: {commitment}");
        Note("ack no task", await miner.AckAsync(new TaskKey(Session, new TaskId(9)), 0, stop));
        Note("ack by a stranger", await cast.Stranger.Queue.AckAsync(Task, 0, stop));
        Note("assign", await cast.Router.Queue.AssignAsync(Task, [0], stop));
        Note("reassign", await cast.Router.Queue.ReassignAsync(Task, [9], stop), codeOnly: true);
        Note("ack", await miner.AckAsync(Task, 0, stop));
        Note("ack again", await miner.AckAsync(Task, 0, stop));
        Note("deliver by a stranger", await cast.Stranger.Queue.DeliverAsync(Task, 0, Result, 100, 50, stop));
        Note("commit first", await miner.CommitAsync(Task, 0, Result, Salt, 100, 50, stop));
        Note("precommit nothing", await miner.PrecommitAsync(Task, 0, Hash32.Zero, stop));
        Note("complete first", await cast.Router.Queue.CompleteAsync(Task, 1, stop));
        Note("precommit", await miner.PrecommitAsync(Task, 0, commitment, stop));
        Note("decline bound", await miner.DeclineAsync(Task, 0, DeclineReason.NoSlot, stop));
        Note("fail too early", await cast.Oracle.Queue.FailAsync(Task, FailReason.TooFewCommits, stop), codeOnly: true);
        Note("commit another", await miner.CommitAsync(Task, 0, Digest, Salt, 100, 50, stop));
        Note("commit", await miner.CommitAsync(Task, 0, Result, Salt, 100, 50, stop));
        Note("deliver again", await miner.DeliverAsync(Task, 0, Result, 100, 50, stop));
        Note("complete again", await cast.Router.Queue.CompleteAsync(Task, 1, stop));
        Note("fail for no reason", await cast.Oracle.Queue.FailAsync(Task, FailReason.NotCompleted, stop));
    }

    private async Task PlaySettledAsync(CancellationToken stop)
    {
        Note("the miner's account", await cast.Miner.Payments.WithdrawAccountAsync(Much, stop));
        Note("the router's account", await cast.Router.Payments.WithdrawAccountAsync(Much, stop));
        Note("the session's balance", await cast.Owner.Payments.WithdrawAsync(Session, Much, stop));
        Note(
            "allow the router",
            await cast.Owner.Sessions.SetRouterAllowanceAsync(Session, cast.Router.Sessions.Actor, TokenAmount.OneCor, stop)
        );
        Note("withdraw unannounced", await cast.Owner.Payments.WithdrawAsync(Session, TokenAmount.OneCor, stop));
        Note("announce", await cast.Owner.Payments.RequestWithdrawAsync(Session, stop));
        Note("withdraw at once", await cast.Owner.Payments.WithdrawAsync(Session, TokenAmount.OneCor, stop), codeOnly: true);
        Note(
            "submit while withdrawing",
            await cast.Router.Queue.SubmitAsync(await SignAsync(nonce: 2, expiry: ulong.MaxValue, stop), stop)
        );
        Note("cancel", await cast.Owner.Payments.CancelWithdrawAsync(Session, stop));
        Note("close", await cast.Owner.Sessions.CloseAsync(Session, stop));
        Note("close again", await cast.Owner.Sessions.CloseAsync(Session, stop));
    }

    private async Task<TaskSubmission> SignAsync(ulong nonce, ulong expiry, CancellationToken stop)
    {
        using PrivateKey owner = ScriptCast.Key("owner");
        Assert.True(Chain.TryReveal(Chain.Tip, out Hash32 reveal));
        TaskAuthority authority = await TaskRequestTypedData.SignAsync(
            new LocalSigner(owner),
            cast.SessionDomain,
            Session,
            Digest,
            TokenAmount.OneCor,
            new TaskAuthority(nonce, expiry, default),
            stop
        );
        return new TaskSubmission(Task, Digest, TokenAmount.OneCor, 64, reveal, [0], authority, Hash32.Zero);
    }

    private async Task CreateAsync(string move, SessionConfig config, CancellationToken stop)
    {
        (MoveResult result, SessionId session) = await cast.Owner.Sessions.CreateAsync(config, stop);
        Note(move, result);
        _lines.Add($"session: {session}");
    }

    private void Note(string move, MoveResult result, bool codeOnly = false)
    {
        Assert.True(result.Receipt is not { Timestamp: 0 } and not { Block: 0 });
        _lines.Add($"{move}: {(result.Made ? "made" : codeOnly ? result.Refusal.Code : result.Refusal.ToString())}");
    }
}
