using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using static Cortensor.Chain.Bindings.SessionQueueContract;

namespace Cortensor.Chain.Views.Queue;

/// <summary>What each event of a task changes in it.</summary>
internal static class TaskEvents
{
    private const string Submit = "submit";
    private const string Reassign = "reassign";
    private const string Commit = "commit";
    private const string Deliver = "deliver";

    public static QueueTask Queued(TaskQueued queued, ViewEvent entry) =>
        new()
        {
            Key = new TaskKey(new SessionId(queued.SessionId), new TaskId(queued.TaskId)),
            Router = queued.Router,
            RequestDigest = queued.RequestDigest,
            SelectionSeed = queued.SelectionSeed,
            ClientReference = queued.ClientReference,
            Ceiling = new TokenAmount(queued.Ceiling),
            InputPrice = queued.InputPrice,
            OutputPrice = queued.OutputPrice,
            MaxTokens = checked((uint)queued.MaxTokens),
            Redundancy = queued.Redundancy,
            CreatedAt = entry.Timestamp,
            SeedBlock = queued.SeedBlock,
            Steps = [entry.AsStep(Submit)],
        };

    /// <remarks>
    /// Submit and reassign tell themselves by an event before this one. A reassign that closes no slot leaves the same events as an assign,
    /// and both are legal at the same moment to the same accounts: it is called assign (decision 0003). Of the task's past nothing decides
    /// either: a router may assign after a decline.
    /// </remarks>
    public static QueueTask Assigned(QueueTask task, TaskAssigned assigned, NetworkSnapshot network, ViewEvent entry)
    {
        SessionInfo session = network.Sessions[task.Key.Session];
        TaskStep last = task.Steps[^1];
        bool told = last.Transaction == entry.Log.TransactionHash && last.Move is Submit or Reassign;
        return task with
        {
            SelectionSeed = assigned.SelectionSeed.IsZero ? task.SelectionSeed : assigned.SelectionSeed,
            Round = assigned.Round,
            Slots = task.Slots.InsertRange(assigned.FirstSlot, assigned.Nodes.Select(node => new TaskSlot(node, session.Nodes[node]))),
            Open = task.Open | (uint)(((1UL << assigned.Nodes.Count) - 1) << assigned.FirstSlot),
            AckDeadline = assigned.AckDeadline,
            PrecommitDeadline = assigned.PrecommitDeadline,
            CommitDeadline = 0,
            Steps = told ? task.Steps : task.Steps.Add(entry.AsStep("assign")),
        };
    }

    public static QueueTask SlotsExpired(QueueTask task, TaskSlotsExpired late, QueueParameters parameters, ViewEvent entry) =>
        CommitPhase.Fix(Stepped(task, Reassign, entry) with { Open = task.Open & ~(uint)late.Slots }, parameters, entry.Timestamp);

    public static QueueTask Acked(QueueTask task, TaskAcked acked, ViewEvent entry) =>
        Stepped(task, "ack", entry) with
        {
            Acked = task.Acked | Bit(acked.Slot),
        };

    public static QueueTask Declined(QueueTask task, TaskDeclined declined, QueueParameters parameters, ViewEvent entry) =>
        CommitPhase.Fix(Stepped(task, "decline", entry) with { Open = task.Open & ~Bit(declined.Slot) }, parameters, entry.Timestamp);

    public static QueueTask Precommitted(QueueTask task, TaskPrecommitted bound, ViewEvent entry) =>
        Stepped(task, "precommit", entry) with
        {
            Precommitted = task.Precommitted | Bit(bound.Slot),
            CommitDeadline = bound.CommitDeadline,
            Slots = task.Slots.SetItem(
                bound.Slot,
                task.Slots[bound.Slot] with
                {
                    Commitment = bound.Commitment,
                    Bond = new TokenAmount(bound.Bond),
                    PrecommitTransaction = entry.Log.TransactionHash,
                }
            ),
        };

    /// <remarks>
    /// A slot that had not precommitted delivered: its bond, if the session asks for proof, is in no event of the queue but follows from
    /// the task.
    /// </remarks>
    public static QueueTask Committed(QueueTask task, TaskCommitted opened, NetworkSnapshot network, ViewEvent entry)
    {
        uint bit = Bit(opened.Slot);
        bool delivered = (task.Precommitted & bit) == 0;
        bool bonded = delivered && network.Sessions[task.Key.Session].Config.Proof != ProofKind.None;
        TaskSlot slot = task.Slots[opened.Slot];
        return Stepped(task, delivered ? Deliver : Commit, entry) with
        {
            Open = checked((uint)opened.FrozenSet),
            Precommitted = task.Precommitted | bit,
            Committed = task.Committed | bit,
            CommitDeadline = opened.CommitDeadline,
            Slots = task.Slots.SetItem(
                opened.Slot,
                slot with
                {
                    Bond = bonded ? Pricing.Bond(task) : slot.Bond,
                    ResultDigest = opened.ResultDigest,
                    PromptTokens = checked((uint)opened.PromptTokens),
                    OutputTokens = checked((uint)opened.OutputTokens),
                    CommitTransaction = entry.Log.TransactionHash,
                }
            ),
        };
    }

    /// <remarks>In the transaction of the last answer the task completed itself; that is no step of its own.</remarks>
    public static QueueTask Completed(QueueTask task, TaskCompleted completed, Address payment, ViewEvent entry)
    {
        ImmutableArray<TaskSlot> paid = SlotEarnings.Of(task, payment, entry);
        TaskStep last = task.Steps[^1];
        bool told = last.Transaction == entry.Log.TransactionHash && (last.Move is Commit or Deliver);
        return (told ? task : Stepped(task, "complete", entry)) with
        {
            Outcome = TaskState.Completed,
            Accepted = checked((uint)completed.Accepted),
            Charged = new TokenAmount(completed.Charged),
            Slots = paid,
        };
    }

    public static QueueTask Failed(QueueTask task, TaskFailed failed, ViewEvent entry) =>
        Stepped(task, "fail", entry) with
        {
            Outcome = TaskState.Failed,
            Failure = (FailReason)failed.Reason,
        };

    private static QueueTask Stepped(QueueTask task, string move, ViewEvent entry) =>
        task with
        {
            Steps = task.Steps.Add(entry.AsStep(move)),
        };

    private static uint Bit(byte slot) => 1u << slot;
}
