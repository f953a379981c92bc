using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Pay the accepted slots.</summary>
internal static class Complete
{
    private const byte Allowed = Gate.Precommitted | Gate.Committed;

    public static Ruling<EndedTask> Apply(QueueTask task, QueueParameters parameters, MoveContext context, uint accepted, EndFacts facts) =>
        Check(task, parameters, context, accepted, facts) is Refusal refusal ? refusal : Completion.Of(task, accepted);

    /// <summary>Step (4): whether the set of commits is final.</summary>
    public static bool IsDue(QueueTask task, QueueParameters parameters, ulong now) =>
        task.Committed == task.Open || now > CommitPhase.Deadline(task, parameters);

    private static Refusal? Check(QueueTask task, QueueParameters parameters, MoveContext context, uint accepted, EndFacts facts) =>
        Gate.State(task, parameters, Allowed) is Refusal refusal ? refusal
        : !MayComplete(task, context, facts) ? TaskRefusals.TaskCallerNotAllowed(task.Key, context.Caller)
        : !IsDue(task, parameters, context.Now) ? TaskRefusals.TaskTooEarly(task.Key, CommitPhase.Deadline(task, parameters))
        : !TaskStates.HasQuorum(task, task.Committed) ? TaskRefusals.TaskCommitsClosed(task.Key, task.Precommitted, task.Open)
        : !IsAcceptable(task, accepted, facts) ? TaskRefusals.TaskAcceptedSetInvalid(task.Key, accepted, task.Committed)
        : null;

    private static bool MayComplete(QueueTask task, MoveContext context, EndFacts facts) =>
        context.IsOracle
        || (
            facts.Proof == ProofKind.None
            && (context.Caller == facts.SessionOwner || (!task.Router.IsZero && context.Caller == task.Router))
        );

    private static bool IsAcceptable(QueueTask task, uint accepted, EndFacts facts) =>
        accepted != 0
        && (accepted & ~task.Committed) == 0
        && TaskStates.HasQuorum(task, accepted)
        && (facts.Proof != ProofKind.None || accepted == task.Committed);
}
