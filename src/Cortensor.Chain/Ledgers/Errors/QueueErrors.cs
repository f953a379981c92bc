using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using static Cortensor.Chain.Bindings.SessionQueueContract;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>The errors of the session queue.</summary>
internal static class QueueErrors
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        KnownError.Of<EnforcedPause>(_ => "The guardian paused this module."),
        KnownError.Of<TaskAcceptedSetInvalid>(e =>
            TaskRefusals.TaskAcceptedSetInvalid(Key(e.SessionId, e.TaskId), (uint)e.Accepted, (uint)e.Committed)
        ),
        KnownError.Of<TaskCallerNotAllowed>(e => TaskRefusals.TaskCallerNotAllowed(Key(e.SessionId, e.TaskId), e.Caller)),
        KnownError.Of<TaskCommitmentEmpty>(e => TaskRefusals.TaskCommitmentEmpty(Key(e.SessionId, e.TaskId), e.Slot)),
        KnownError.Of<TaskCommitmentMismatch>(e => TaskRefusals.TaskCommitmentMismatch(Key(e.SessionId, e.TaskId), e.Slot)),
        KnownError.Of<TaskCommitsClosed>(e =>
            TaskRefusals.TaskCommitsClosed(Key(e.SessionId, e.TaskId), (uint)e.Precommitted, (uint)e.Open)
        ),
        KnownError.Of<TaskDeadlinePassed>(e => TaskRefusals.TaskDeadlinePassed(Key(e.SessionId, e.TaskId), e.Deadline)),
        KnownError.Of<TaskIdTaken>(e => TaskRefusals.TaskIdTaken(new SessionId(e.SessionId), new TaskId(e.Expected), new TaskId(e.Next))),
        KnownError.Of<TaskMaxTokensOutOfRange>(e => TaskRefusals.TaskMaxTokensOutOfRange((uint)e.MaxTokens, (uint)e.Limit)),
        KnownError.Of<TaskNeedsPrecommit>(e => TaskRefusals.TaskNeedsPrecommit(Key(e.SessionId, e.TaskId), e.Redundancy)),
        KnownError.Of<TaskNodeCountOutOfRange>(e =>
            TaskRefusals.TaskNodeCountOutOfRange(Key(e.SessionId, e.TaskId), (int)e.Given, (int)e.Vacancies)
        ),
        KnownError.Of<TaskNodeNotEligible>(e => TaskRefusals.TaskNodeNotEligible(Key(e.SessionId, e.TaskId), e.Node)),
        KnownError.Of<TaskNotFound>(e => TaskRefusals.TaskNotFound(Key(e.SessionId, e.TaskId))),
        KnownError.Of<TaskPrecommitsFrozen>(e => TaskRefusals.TaskPrecommitsFrozen(Key(e.SessionId, e.TaskId))),
        KnownError.Of<TaskPriceAboveMaximum>(e =>
            TaskRefusals.TaskPriceAboveMaximum(new SessionId(e.SessionId), Amounts.Of(e.Price), Amounts.Of(e.Maximum))
        ),
        KnownError.Of<TaskRoundsExhausted>(e => TaskRefusals.TaskRoundsExhausted(Key(e.SessionId, e.TaskId))),
        KnownError.Of<TaskRouterRevealMismatch>(e => TaskRefusals.TaskRouterRevealMismatch(e.Router, e.Tip)),
        KnownError.Of<TaskSeedUnknown>(e => TaskRefusals.TaskSeedUnknown(Key(e.SessionId, e.TaskId), e.SeedBlock)),
        KnownError.Of<TaskSlotAlreadyMoved>(e => TaskRefusals.TaskSlotAlreadyMoved(Key(e.SessionId, e.TaskId), e.Slot)),
        KnownError.Of<TaskSlotNotYours>(e => TaskRefusals.TaskSlotNotYours(Key(e.SessionId, e.TaskId), e.Slot, e.Caller)),
        KnownError.Of<TaskTooEarly>(e => TaskRefusals.TaskTooEarly(Key(e.SessionId, e.TaskId), e.NotBefore)),
        KnownError.Of<TaskUnexpectedState>(e =>
            TaskRefusals.TaskUnexpectedState(Key(e.SessionId, e.TaskId), (TaskState)e.Current, e.Allowed)
        ),
    ];

    private static TaskKey Key(ulong session, ulong task) => new(new SessionId(session), new TaskId(task));
}
