using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>
/// The miner's side of the session queue as a pure table: facts → next step. A worker that starts over after a crash reads the same facts
/// from chain and journal and goes on at the same step.
/// </summary>
internal static class WorkerRule
{
    public static WorkerStep Next(WorkerFacts facts) =>
        facts switch
        {
            // The client's answer does not end with the task: the chain may be through before a slow reader is.
            { IsOver: true, IsStreaming: true } => Own(facts),
            { IsOver: true, MayHandOver: true } => WorkerStep.HandOver,
            { IsOver: true, OwesResult: true } => WorkerStep.Wait,
            { IsOver: true } => WorkerStep.End,
            // A router says the task is coming: work ahead, make no move.
            { SlotStatus.Kind: SlotStatusKind.None } => Own(facts),
            { SlotStatus.Precommitted: false } => Assigned(facts),
            { SlotStatus.Committed: false } => Promised(facts),
            _ => facts.MayHandOver ? WorkerStep.HandOver : WorkerStep.Wait,
        };

    private static WorkerStep Assigned(WorkerFacts facts)
    {
        QueueTask task = facts.Task!;
        if (facts.Now > task.PrecommitDeadline || TaskStates.HasCommits(task))
        {
            return WorkerStep.Wait;
        }

        // Handing back costs nothing and being late costs the next one's time. A bond that is only locked may be free again by the time the
        // answer is there.
        if (facts.Bond == BondFunding.Missing || (facts.Bond == BondFunding.Locked && facts.Work == WorkStage.Journalled))
        {
            return facts.May(WorkerStep.Decline) ? WorkerStep.Decline : WorkerStep.Wait;
        }

        if (Own(facts) is not WorkerStep.Wait and WorkerStep own)
        {
            return own;
        }

        WorkerStep move = facts.Work switch
        {
            WorkStage.Journalled => task.Redundancy == 1 ? Only(facts, task) : WorkerStep.Precommit,
            WorkStage.Refused => WorkerStep.Decline,
            _ => AckOrWait(facts, task),
        };
        return move is WorkerStep.Wait or WorkerStep.HandOver || facts.May(move) ? move : WorkerStep.Wait;
    }

    /// <summary>
    /// The only answer wanted: no miner could copy it, so it goes to the router at once and then on chain in one move. The router's word is
    /// waited for as before a commit, and never at the price of the slot.
    /// </summary>
    private static WorkerStep Only(WorkerFacts facts, QueueTask task) =>
        facts.MayHandOver ? WorkerStep.HandOver
        : MayAwaitStored(facts, task.PrecommitDeadline) ? AckOrWait(facts, task)
        : WorkerStep.Deliver;

    private static WorkerStep AckOrWait(WorkerFacts facts, QueueTask task) =>
        !facts.SlotStatus.Acked && AckPolicy.ShouldAck(task, facts.Parameters, facts.Now, facts.BlockSeconds, Waits(facts))
            ? WorkerStep.Ack
            : WorkerStep.Wait;

    /// <summary>Bound on chain: all that is left is to open the commitment when that is allowed.</summary>
    private static WorkerStep Promised(WorkerFacts facts)
    {
        QueueTask task = facts.Task!;
        if (facts.IsLost || facts.Work != WorkStage.Journalled || !CommitPhase.IsOpen(task, facts.Parameters, facts.Now))
        {
            return WorkerStep.Wait;
        }

        // Bytes before digest: who sees the commit on chain can fetch the result already. But never at the price of the bond.
        ulong deadline = CommitPhase.Deadline(task, facts.Parameters);
        return facts.MayHandOver ? WorkerStep.HandOver
            : MayAwaitStored(facts, deadline) ? WorkerStep.Wait
            : facts.Now <= deadline && facts.May(WorkerStep.Commit) ? WorkerStep.Commit
            : WorkerStep.Wait;
    }

    private static bool MayAwaitStored(WorkerFacts facts, ulong deadline) =>
        facts.AwaitsStored && facts.Now + (facts.Parameters.CommitWindow / 2UL) <= deadline;

    private static WorkerStep Own(WorkerFacts facts) =>
        facts.Work switch
        {
            WorkStage.NoRequest when facts.MayFetch => WorkerStep.Fetch,
            WorkStage.Ready => WorkerStep.Infer,
            WorkStage.Finished when facts.MayJournal => WorkerStep.Journal,
            _ => WorkerStep.Wait,
        };

    // A fetch that is under way is usually over before half the window is; one that failed may fail again.
    private static bool Waits(WorkerFacts facts) => facts.Work == WorkStage.NoRequest || facts.InQueue;
}
