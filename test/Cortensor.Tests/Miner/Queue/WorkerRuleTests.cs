using Cortensor.Miner.Queue;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Miner.Queue;

/// <summary>The table itself: what a miner does next, given what the chain shows and how far its own work is.</summary>
public sealed class WorkerRuleTests
{
    private const ulong Created = 1_000;

    private static readonly QueueTask Alone = new()
    {
        Key = new TaskKey(new SessionId(1), new TaskId(1)),
        Router = default,
        RequestDigest = default,
        Ceiling = default,
        InputPrice = 0,
        OutputPrice = 0,
        MaxTokens = 64,
        Redundancy = 1,
        Round = 1,
        Open = 1,
        CreatedAt = Created,
        AckDeadline = Created + 5,
        PrecommitDeadline = Created + 38,
        Slots = [new TaskSlot(0, default)],
    };

    private static readonly QueueTask Several = Alone with { Redundancy = 3 };

    private static readonly QueueTask Promised = Alone with { Precommitted = 1, CommitDeadline = Created + 40 };

    private static readonly (string Row, WorkerStep Expected, WorkerFacts Facts)[] Table =
    [
        ("announced: work ahead", WorkerStep.Infer, Facts(null, WorkStage.Ready)),
        ("announced: make it durable", WorkerStep.Journal, Facts(null, WorkStage.Finished) with { MayJournal = true }),
        ("announced: no move without a slot", WorkerStep.Wait, Facts(null, WorkStage.Journalled)),
        ("announced in vain", WorkerStep.End, Facts(null, WorkStage.Journalled) with { IsOver = true }),
        (
            "over on chain, client still reads",
            WorkerStep.Journal,
            Facts(null, WorkStage.Finished) with
            {
                IsOver = true,
                IsStreaming = true,
                MayJournal = true,
            }
        ),
        ("assigned without a request", WorkerStep.Fetch, Facts(Alone, WorkStage.NoRequest) with { MayFetch = true }),
        ("assigned and quick", WorkerStep.Wait, Facts(Alone, WorkStage.Running)),
        ("assigned and slow", WorkerStep.Ack, Facts(Alone, WorkStage.Running) with { Now = Created + 3 }),
        ("assigned and waiting for a slot", WorkerStep.Ack, Facts(Alone, WorkStage.Running) with { InQueue = true }),
        ("never precommit what is in memory only", WorkerStep.Wait, Facts(Alone, WorkStage.Finished)),
        ("never deliver what is in memory only", WorkerStep.Wait, Facts(Several, WorkStage.Finished)),
        ("precommit what is in the journal", WorkerStep.Precommit, Facts(Several, WorkStage.Journalled)),
        ("a promise comes before the bytes", WorkerStep.Precommit, Facts(Several, WorkStage.Journalled) with { MayHandOver = true }),
        ("the only answer: bytes first", WorkerStep.HandOver, Facts(Alone, WorkStage.Journalled) with { MayHandOver = true }),
        ("the only answer: the router's word", WorkerStep.Wait, Facts(Alone, WorkStage.Journalled) with { AwaitsStored = true }),
        (
            "the only answer: no slot lost over it",
            WorkerStep.Ack,
            Facts(Alone, WorkStage.Journalled) with
            {
                AwaitsStored = true,
                Now = Created + 3,
            }
        ),
        (
            "the only answer: not past half the window",
            WorkerStep.Deliver,
            Facts(Alone, WorkStage.Journalled) with
            {
                AwaitsStored = true,
                Now = Created + 24,
            }
        ),
        ("the only answer: in one move", WorkerStep.Deliver, Facts(Alone, WorkStage.Journalled)),
        ("the only answer: on its way", WorkerStep.Wait, Facts(Alone, WorkStage.Journalled) with { May = static _ => false }),
        ("cannot", WorkerStep.Decline, Facts(Alone, WorkStage.Refused)),
        ("cannot, and said so", WorkerStep.Wait, Facts(Alone, WorkStage.Refused) with { May = static _ => false }),
        ("no money for the bond at all", WorkerStep.Decline, Facts(Alone, WorkStage.Ready) with { Bond = BondFunding.Missing }),
        ("money bound elsewhere may come back", WorkerStep.Infer, Facts(Alone, WorkStage.Ready) with { Bond = BondFunding.Locked }),
        ("money did not come back in time", WorkerStep.Decline, Facts(Alone, WorkStage.Journalled) with { Bond = BondFunding.Locked }),
        ("too late to deliver", WorkerStep.Wait, Facts(Alone, WorkStage.Journalled) with { Now = Created + 39 }),
        ("too late to precommit", WorkerStep.Wait, Facts(Several, WorkStage.Journalled) with { Now = Created + 39 }),
        ("others have committed", WorkerStep.Wait, Facts(Several with { Committed = 2, Open = 3 }, WorkStage.Journalled)),
        ("bytes first", WorkerStep.HandOver, Facts(Promised, WorkStage.Journalled) with { MayHandOver = true }),
        ("then the router's word", WorkerStep.Wait, Facts(Promised, WorkStage.Journalled) with { AwaitsStored = true }),
        (
            "but not past half the window",
            WorkerStep.Commit,
            Facts(Promised, WorkStage.Journalled) with
            {
                AwaitsStored = true,
                Now = Created + 26,
            }
        ),
        ("then the digest", WorkerStep.Commit, Facts(Promised, WorkStage.Journalled)),
        ("too late to commit", WorkerStep.Wait, Facts(Promised, WorkStage.Journalled) with { Now = Created + 41 }),
        ("nothing to open it with", WorkerStep.Wait, Facts(Promised, WorkStage.NoRequest) with { IsLost = true, MayFetch = true }),
        ("another result than was promised", WorkerStep.Wait, Facts(Promised, WorkStage.Journalled) with { IsLost = true }),
        (
            "others may still precommit",
            WorkerStep.Wait,
            Facts(Promised with { Redundancy = 2, Open = 3, CommitDeadline = 0 }, WorkStage.Journalled)
        ),
        (
            "committed, not stored yet",
            WorkerStep.HandOver,
            Facts(Promised with { Committed = 1 }, WorkStage.Journalled) with
            {
                MayHandOver = true,
            }
        ),
        (
            "paid, not stored yet",
            WorkerStep.HandOver,
            Facts(Promised, WorkStage.Journalled) with
            {
                IsOver = true,
                OwesResult = true,
                MayHandOver = true,
            }
        ),
        ("paid, router away", WorkerStep.Wait, Facts(Promised, WorkStage.Journalled) with { IsOver = true, OwesResult = true }),
        ("paid and stored", WorkerStep.End, Facts(Promised, WorkStage.Journalled) with { IsOver = true }),
        ("committed", WorkerStep.Wait, Facts(Promised with { Committed = 1 }, WorkStage.Journalled)),
    ];

    [Fact]
    public void Every_row_of_the_table() =>
        Assert.All(
            Table,
            static row => Assert.True(row.Expected == WorkerRule.Next(row.Facts), $"{row.Row}: {WorkerRule.Next(row.Facts)}")
        );

    private static WorkerFacts Facts(QueueTask? task, WorkStage work) =>
        new()
        {
            SlotStatus = task is null
                ? new SlotStatus(SlotStatusKind.None)
                : new SlotStatus(SlotStatusKind.Open, 0, false, (task.Precommitted & 1) != 0, (task.Committed & 1) != 0),
            Task = task,
            Parameters = QueueParameters.Default,
            Now = Created + 1,
            Work = work,
        };
}
