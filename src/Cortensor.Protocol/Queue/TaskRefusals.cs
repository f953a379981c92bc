using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Queue;

/// <summary>The refusals of the session queue; each method is named after the error in ISessionQueue.sol, which is also the code.</summary>
public static class TaskRefusals
{
    /// <summary>No task has this id.</summary>
    public static Refusal TaskNotFound(TaskKey key) => new(nameof(TaskNotFound), $"There is no task {key}.");

    /// <summary>The move is not legal in the task's state. Bit n of <paramref name="allowed"/> stands for state n.</summary>
    public static Refusal TaskUnexpectedState(TaskKey key, TaskState current, byte allowed) =>
        new(nameof(TaskUnexpectedState), $"Task {key} is {current}; the move needs {TaskStates.Describe(allowed)}.");

    /// <summary>The caller may not make this move (now).</summary>
    public static Refusal TaskCallerNotAllowed(TaskKey key, Address caller) =>
        new(nameof(TaskCallerNotAllowed), $"{caller} may not make this move on task {key} now.");

    /// <summary>More answers are wanted: a result must be bound by a precommit before anybody sees it.</summary>
    public static Refusal TaskNeedsPrecommit(TaskKey key, byte redundancy) =>
        new(nameof(TaskNeedsPrecommit), $"Task {key} wants {redundancy} answers: a result is bound by a precommit first.");

    /// <summary>The slot does not exist, is closed, or belongs to another miner.</summary>
    public static Refusal TaskSlotNotYours(TaskKey key, byte slot, Address caller) =>
        new(nameof(TaskSlotNotYours), $"Slot {slot} of task {key} is not open to {caller}.");

    /// <summary>The slot has already made this move.</summary>
    public static Refusal TaskSlotAlreadyMoved(TaskKey key, byte slot) =>
        new(nameof(TaskSlotAlreadyMoved), $"Slot {slot} of task {key} has already made this move.");

    /// <summary>The move comes after its deadline, unix seconds.</summary>
    public static Refusal TaskDeadlinePassed(TaskKey key, ulong deadline) =>
        new(nameof(TaskDeadlinePassed), $"The deadline {deadline} of task {key} has passed.");

    /// <summary>The move is legal only after this unix second.</summary>
    public static Refusal TaskTooEarly(TaskKey key, ulong notBefore) =>
        new(nameof(TaskTooEarly), $"The move on task {key} is legal only after {notBefore}.");

    /// <summary>Commits are closed while an open slot may still precommit, and for good below the quorum.</summary>
    public static Refusal TaskCommitsClosed(TaskKey key, uint precommitted, uint open) =>
        new(nameof(TaskCommitsClosed), $"Commits of task {key} are closed: precommitted {precommitted:b}, open {open:b}.");

    /// <summary>The precommit set froze with the first commit.</summary>
    public static Refusal TaskPrecommitsFrozen(TaskKey key) =>
        new(nameof(TaskPrecommitsFrozen), $"The precommits of task {key} froze with the first commit.");

    /// <summary>Digest and salt do not open the commitment.</summary>
    public static Refusal TaskCommitmentMismatch(TaskKey key, byte slot) =>
        new(nameof(TaskCommitmentMismatch), $"Digest and salt do not open the commitment of slot {slot} of task {key}.");

    /// <summary>The commitment is zero.</summary>
    public static Refusal TaskCommitmentEmpty(TaskKey key, byte slot) =>
        new(nameof(TaskCommitmentEmpty), $"The commitment of slot {slot} of task {key} is zero.");

    /// <summary>The task would get another id.</summary>
    public static Refusal TaskIdTaken(SessionId session, TaskId expected, TaskId next) =>
        new(nameof(TaskIdTaken), $"The next task of session {session} is {next}, not {expected}.");

    /// <summary>The task asks for no tokens, or for more than a task may.</summary>
    public static Refusal TaskMaxTokensOutOfRange(uint maxTokens, uint limit) =>
        new(nameof(TaskMaxTokensOutOfRange), $"{maxTokens} tokens are not between 1 and {limit}.");

    /// <summary>The reveal is not the preimage of the router's posted tip.</summary>
    public static Refusal TaskRouterRevealMismatch(Address router, Hash32 tip) =>
        new(nameof(TaskRouterRevealMismatch), $"The reveal of router {router} is not the preimage of its tip {tip}.");

    /// <summary>The network price is above what the session's owner accepts.</summary>
    public static Refusal TaskPriceAboveMaximum(SessionId session, TokenAmount price, TokenAmount maximum) =>
        new(nameof(TaskPriceAboveMaximum), $"The price {price} per 1,000 tokens is above the maximum {maximum} of session {session}.");

    /// <summary>More nodes than empty slots, none at all, or more than 32 over the task's life.</summary>
    public static Refusal TaskNodeCountOutOfRange(TaskKey key, int given, int vacancies) =>
        new(nameof(TaskNodeCountOutOfRange), $"{given} nodes do not fit the {vacancies} empty slots of task {key}.");

    /// <summary>The node is not in the session's list, not eligible now, or was asked before.</summary>
    public static Refusal TaskNodeNotEligible(TaskKey key, byte node) =>
        new(nameof(TaskNodeNotEligible), $"Node {node} is not eligible for task {key}.");

    /// <summary>Every assignment round is used up.</summary>
    public static Refusal TaskRoundsExhausted(TaskKey key) =>
        new(nameof(TaskRoundsExhausted), $"Task {key} has used every assignment round.");

    /// <summary>The accepted set is empty, holds a slot that did not commit, or is below the quorum.</summary>
    public static Refusal TaskAcceptedSetInvalid(TaskKey key, uint accepted, uint committed) =>
        new(nameof(TaskAcceptedSetInvalid), $"The accepted set {accepted:b} of task {key} does not fit the committed set {committed:b}.");

    /// <summary>The block whose hash decides the order has not been mined yet.</summary>
    public static Refusal TaskSeedUnknown(TaskKey key, ulong seedBlock) =>
        new(nameof(TaskSeedUnknown), $"The seed of task {key} is known after block {seedBlock}.");
}
