using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Queue.Moves;

public sealed class SubmitTests
{
    private static readonly RouterHashChain Chain = new(Keccak256.HashText("secret"), 4);
    private static readonly SessionInfo Session = new()
    {
        Id = new SessionId(1),
        Owner = Scene.Owner,
        State = SessionState.Active,
        Allowances = System.Collections.Immutable.ImmutableDictionary<Address, TokenAmount>.Empty.Add(Scene.Router, new TokenAmount(500)),
        Config = new SessionConfig
        {
            Name = "test",
            ModelId = Keccak256.HashText("model"),
            Sla = Sla.Medium,
            Redundancy = 2,
            MinNodes = 2,
            MaxPricePer1kInput = new TokenAmount(1_502),
            MaxPricePer1kOutput = new TokenAmount(3_000),
        },
        TaskCount = 6,
    };

    private static readonly ModelPrice Price = new(new TokenAmount(1_001), new TokenAmount(2_000));

    [Fact]
    public void A_router_submits_against_its_allowance_and_uses_a_reveal()
    {
        SubmittedTask submitted = Submit().Value!;

        QueueTask task = submitted.Task;
        Assert.Equal(Scene.Router, task.Router);
        Assert.Equal(SelectionSeed.Of(Reveal(Chain.Tip), task.RequestDigest, task.Key), task.SelectionSeed);
        Assert.Equal((2UL, 3UL), (task.InputPrice, task.OutputPrice)); // ceil(1,001 × 15 / 10,000), 2,000 × 15 / 10,000
        Assert.Equal(0UL, task.SeedBlock);
        Assert.Equal(Reveal(Chain.Tip), submitted.RouterChain!.Tip);
        Assert.Equal(new TokenAmount(400), SessionAllowances.Left(submitted.Authorization.Session, Scene.Router, 7_300));
        Assert.Equal(new TokenAmount(500), SessionAllowances.Left(submitted.Authorization.Session, Scene.Router, 3_700 * 4));
    }

    [Fact]
    public void An_owner_submits_without_router_and_seed()
    {
        SubmittedTask submitted = Submit(caller: Scene.Owner).Value!;
        Assert.Equal((Address.Zero, Hash32.Zero, 8UL), (submitted.Task.Router, submitted.Task.SelectionSeed, submitted.Task.SeedBlock));
        Assert.Null(submitted.RouterChain);
        Assert.Equal("TaskNodeCountOutOfRange", Code(Submit(caller: Scene.Owner, change: static s => s with { Nodes = [0] })));
    }

    [Fact]
    public void Nodes_are_assigned_in_the_same_move()
    {
        QueueTask task = Submit(change: static s => s with { Nodes = [3, 1] }).Value!.Task;
        Assert.Equal((1, 0b11u), (task.Round, task.Open));
        Assert.Equal("TaskNodeNotEligible", Code(Submit(change: static s => s with { Nodes = [3, 3] })));
        Assert.Equal("TaskNodeCountOutOfRange", Code(Submit(change: static s => s with { Nodes = [1, 2, 3] })));
    }

    [Fact]
    public void Refusals_in_the_order_of_the_decision()
    {
        Assert.Equal("SessionNotFound", Code(Submit(session: static _ => null)));
        Assert.Equal(
            "SessionUnexpectedState",
            Code(Submit(session: static s => s with { State = SessionState.Closed, WithdrawNotBefore = 1 }))
        );
        Assert.Equal("SessionWithdrawing", Code(Submit(session: static s => s with { WithdrawNotBefore = 1 })));
        Assert.Equal("SessionNotARouter", Code(Submit(caller: Scene.Stranger)));
        Assert.Equal(
            "SessionAllowanceExceeded",
            Code(Submit(change: static s => s with { MaxCost = new TokenAmount(501), MaxTokens = 0 }))
        );
        Assert.Equal(
            "TaskIdTaken",
            Code(Submit(change: static s => s with { Task = new TaskKey(new SessionId(1), new TaskId(6)), MaxTokens = 0 }))
        );
        Assert.Equal("TaskMaxTokensOutOfRange", Code(Submit(change: static s => s with { MaxTokens = 0 })));
        Assert.Equal("TaskMaxTokensOutOfRange", Code(Submit(change: static s => s with { MaxTokens = 32_769 })));
        Assert.Equal(
            "TaskPriceAboveMaximum",
            Code(Submit(session: static s => s with { Config = s.Config with { MaxPricePer1kInput = new TokenAmount(1_501) } }))
        );
        Assert.Equal(
            "TaskRouterRevealMismatch",
            Code(Submit(change: static s => s with { RouterReveal = Chain.Tip, MaxCost = TokenAmount.Zero }))
        );
        Assert.Equal("PaymentAmountZero", Code(Submit(change: static s => s with { MaxCost = TokenAmount.Zero })));
        Assert.Equal("PaymentInsufficientBalance", Code(Submit(free: 99)));
    }

    [Fact]
    public void A_signature_takes_the_place_of_the_allowance()
    {
        static TaskSubmission Signed(TaskSubmission s) =>
            s with
            {
                MaxCost = new TokenAmount(900),
                Authority = new TaskAuthority(5, 7_200, new byte[65]),
            };
        Assert.Equal(5, Submit(change: Signed).Value!.Authorization.UsedNonce);
        Assert.Equal("SessionAuthorityInvalid", Code(Submit(change: Signed, signatureValid: false)));
        Assert.Equal("SessionAuthorityUsed", Code(Submit(change: Signed, nonceUsed: true)));
        Assert.Equal("SessionAuthorityExpired", Code(Submit(change: Signed, signatureValid: false, now: 7_201)));
        Assert.Null(Code(Submit(change: Signed, now: 7_200)));
    }

    private static Hash32 Reveal(Hash32 tip) => Chain.TryReveal(tip, out Hash32 reveal) ? reveal : Hash32.Zero;

    private static string? Code(Ruling<SubmittedTask> ruling) => ruling.Refusal?.Code;

    private static Ruling<SubmittedTask> Submit(
        Func<TaskSubmission, TaskSubmission>? change = null,
        Func<SessionInfo, SessionInfo?>? session = null,
        Address? caller = null,
        ulong now = 7_200,
        ulong free = 1_000,
        bool signatureValid = true,
        bool nonceUsed = false
    )
    {
        TaskSubmission submission = new(
            new TaskKey(new SessionId(1), new TaskId(7)),
            Keccak256.HashText("request"),
            new TokenAmount(100),
            50,
            Reveal(Chain.Tip),
            [],
            TaskAuthority.None,
            default
        );
        SessionInfo? found = session is null ? Session : session(Session);
        SubmitFacts facts = new()
        {
            Authority = found is null ? null : new AuthorityFacts(found, () => signatureValid, () => nonceUsed),
            RouterChain = new RouterChain(Chain.Tip),
            Price = Price,
            Free = new TokenAmount(free),
            EligibleNode = Scene.Account,
        };
        Address actor = caller ?? Scene.Router;
        MoveContext context = new(actor, now, 7, IsRouter: actor == Scene.Router);
        return TaskTransitions.Submit(change is null ? submission : change(submission), Scene.Parameters, context, facts);
    }
}
