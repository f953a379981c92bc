using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Refund a task that has no legal way on.</summary>
internal static class Fail
{
    private const byte Allowed = Gate.Queued | Gate.Acked | Gate.Precommitted | Gate.Committed;

    public static Ruling<EndedTask> Apply(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        FailReason reason,
        EndFacts facts
    )
    {
        if (Check(task, parameters, context, reason, facts) is Refusal refusal)
        {
            return refusal;
        }

        QueueTask failed = task with { Outcome = TaskState.Failed, Failure = reason };
        return new EndedTask(failed, TaskSettlement.OfFailure(failed, reason));
    }

    private static Refusal? Check(QueueTask task, QueueParameters parameters, MoveContext context, FailReason reason, EndFacts facts)
    {
        if (Gate.State(task, parameters, Allowed) is Refusal refusal)
        {
            return refusal;
        }

        if (reason == FailReason.NoAgreement)
        {
            return CheckVerdict(task, parameters, context, facts);
        }

        TaskFailure holding = TaskFailure.Of(task, parameters);
        ulong notBefore = Gate.For(context, holding.Deadline, parameters);
        return reason != holding.Reason ? TaskRefusals.TaskUnexpectedState(task.Key, TaskStates.Of(task, parameters), Allowed)
            : context.Now <= notBefore ? TaskRefusals.TaskTooEarly(task.Key, notBefore)
            : null;
    }

    private static Refusal? CheckVerdict(QueueTask task, QueueParameters parameters, MoveContext context, EndFacts facts) =>
        facts.Proof == ProofKind.None || !TaskStates.HasQuorum(task, task.Committed)
            ? TaskRefusals.TaskUnexpectedState(task.Key, TaskStates.Of(task, parameters), Allowed)
        : !context.IsOracle ? TaskRefusals.TaskCallerNotAllowed(task.Key, context.Caller)
        : !Complete.IsDue(task, parameters, context.Now) ? TaskRefusals.TaskTooEarly(task.Key, CommitPhase.Deadline(task, parameters))
        : null;
}
