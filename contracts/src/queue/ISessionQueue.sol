// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Least advanced state of a task's open slots, or its outcome. Same order as `Cortensor.Protocol.Queue.TaskState`.
enum TaskState {
    Queued, // submitted; at least one wanted slot is empty or has not answered yet
    Acked, // every open slot has acked; at least one has not precommitted
    Precommitted, // every open slot has precommitted; at least one has not committed
    Committed, // every slot of the frozen precommit set has committed
    Completed, // paid
    Failed, // refunded
    Disputed // reserved: no move leads here yet
}

/// @notice Why a miner hands a task back before its precommit. Same order as `DeclineReason` in C#.
enum DeclineReason {
    PromptUnavailable, // the request object cannot be fetched, or does not match its digest
    PromptUndecryptable, // an encrypted request cannot be opened
    OverContext, // prompt and one token do not fit the model's context
    NoSlot, // every slot of the engine is taken
    ModelUnavailable // the model is not loaded and cannot be
}

/// @notice Why a task failed. Same order as `FailReason` in C#.
enum FailReason {
    NotAssigned, // nobody assigned miners in time, or no round found one
    TooFewPrecommits, // the rounds ended below the quorum of precommits
    TooFewCommits, // the commit deadline passed below the quorum of commits
    NoAgreement, // the oracle found no quorum of answers that agree
    NotCompleted // committed, but not completed before the completion deadline
}

/// @notice Who allows a task's cost. Empty signature: the caller is the owner, or the cost counts against the router's allowance.
/// @param nonce any number the owner has not used for this session
/// @param expiry unix time in seconds after which the signature is void
/// @param signature the owner's EIP-712 signature of TaskRequest, EOA or ERC-1271
struct Authority {
    uint256 nonce;
    uint64 expiry;
    bytes signature;
}

/// @notice One request for inference.
/// @param sessionId the session that pays
/// @param expectedTaskId the id this task must get; makes a resent transaction harmless and the order predictable
/// @param requestDigest sha-256 of the canonical request object (so it is its CID)
/// @param maxCost ceiling in wei of COR, reserved now, at most this is charged
/// @param maxTokens longest answer in tokens, 1 or more; sets the precommit deadline
/// @param routerReveal next preimage of the router's hash chain; zero when the owner submits without a router
/// @param nodes indexes into the session's node list: the first `redundancy` of the verifiable order; empty = assign later
/// @param authority who allows the cost
/// @param clientReference free word of the client, echoed in the event
struct TaskSubmission {
    uint64 sessionId;
    uint64 expectedTaskId;
    bytes32 requestDigest;
    uint96 maxCost;
    uint32 maxTokens;
    bytes32 routerReveal;
    uint8[] nodes;
    Authority authority;
    bytes32 clientReference;
}

/// @notice A task as a reader sees it. Bitmaps are over slots: bit i is slot i, numbered 0..31 in order of assignment.
/// @param state derived state
/// @param router who submitted, or zero when the owner did
/// @param createdAt unix seconds of the submit
/// @param redundancy answers wanted, 1..16
/// @param round assignment rounds used, 0..3
/// @param maxTokens longest answer in tokens
/// @param ceiling wei reserved
/// @param inputPrice wei per prompt token, SLA factor included, fixed at submit
/// @param outputPrice wei per generated token, SLA factor included, fixed at submit
/// @param seedBlock block whose hash resolves the seed of a router-less task; zero otherwise
/// @param open slots that still count
/// @param acked slots that acked
/// @param precommitted slots that precommitted
/// @param committed slots that committed
/// @param ackDeadline unix seconds; zero before the first assignment
/// @param precommitDeadline unix seconds of the latest assignment; zero before the first
/// @param commitDeadline unix seconds; zero until every open slot has precommitted or the first commit
/// @param slotNodes for each slot used so far the index into the session's node list
struct TaskView {
    TaskState state;
    address router;
    uint64 createdAt;
    uint8 redundancy;
    uint8 round;
    uint32 maxTokens;
    uint96 ceiling;
    uint64 inputPrice;
    uint64 outputPrice;
    uint32 seedBlock;
    uint32 open;
    uint32 acked;
    uint32 precommitted;
    uint32 committed;
    uint64 ackDeadline;
    uint64 precommitDeadline;
    uint64 commitDeadline;
    uint8[] slotNodes;
}

/// @title SessionQueue: the state machine of user tasks
/// @notice Every move is a transaction; every timeout move may be made by anyone `grace` seconds after its deadline, the oracle merely goes first.
/// Rules, order of checks and numbers: docs/concepts/queue.md. The same machine in C#: `Cortensor.Protocol.Queue.TaskTransitions`.
interface ISessionQueue {
    // ---------------------------------------------------------------- errors, in the order in which a move checks

    /// @notice No task has this id.
    error TaskNotFound(uint64 sessionId, uint64 taskId);
    /// @notice The move is not legal in the task's state. Bit n of `allowed` stands for TaskState n.
    error TaskUnexpectedState(uint64 sessionId, uint64 taskId, TaskState current, uint8 allowed);
    /// @notice The caller may not make this move (now).
    error TaskCallerNotAllowed(uint64 sessionId, uint64 taskId, address caller);
    /// @notice More answers are wanted: a result must be bound by a precommit before anybody sees it.
    error TaskNeedsPrecommit(uint64 sessionId, uint64 taskId, uint8 redundancy);
    /// @notice The slot does not exist, is closed, or belongs to another miner.
    error TaskSlotNotYours(uint64 sessionId, uint64 taskId, uint8 slot, address caller);
    /// @notice The slot has already made this move.
    error TaskSlotAlreadyMoved(uint64 sessionId, uint64 taskId, uint8 slot);
    /// @notice The move comes after its deadline, unix seconds.
    error TaskDeadlinePassed(uint64 sessionId, uint64 taskId, uint64 deadline);
    /// @notice The move is legal only after this unix second.
    error TaskTooEarly(uint64 sessionId, uint64 taskId, uint64 notBefore);
    /// @notice Commits are closed while an open slot may still precommit, and for good below the quorum.
    error TaskCommitsClosed(uint64 sessionId, uint64 taskId, uint32 precommitted, uint32 open);
    /// @notice The precommit set froze with the first commit.
    error TaskPrecommitsFrozen(uint64 sessionId, uint64 taskId);
    /// @notice Digest and salt do not open the commitment.
    error TaskCommitmentMismatch(uint64 sessionId, uint64 taskId, uint8 slot);
    /// @notice The commitment is zero.
    error TaskCommitmentEmpty(uint64 sessionId, uint64 taskId, uint8 slot);
    /// @notice The task would get another id.
    error TaskIdTaken(uint64 sessionId, uint64 expected, uint64 next);
    /// @notice The task asks for no tokens, or for more than the session's model allows.
    error TaskMaxTokensOutOfRange(uint32 maxTokens, uint32 limit);
    /// @notice The reveal is not the preimage of the router's posted tip.
    error TaskRouterRevealMismatch(address router, bytes32 tip);
    /// @notice The network price is above what the session's owner accepts.
    error TaskPriceAboveMaximum(uint64 sessionId, uint256 price, uint256 maximum);
    /// @notice More nodes than empty slots, none at all, or more than 32 over the task's life.
    error TaskNodeCountOutOfRange(uint64 sessionId, uint64 taskId, uint256 given, uint256 vacancies);
    /// @notice The node is not in the session's list, not eligible now, or was asked before.
    error TaskNodeNotEligible(uint64 sessionId, uint64 taskId, uint8 node);
    /// @notice Every assignment round is used up.
    error TaskRoundsExhausted(uint64 sessionId, uint64 taskId);
    /// @notice The accepted set is empty, holds a slot that did not commit, or is below the quorum.
    error TaskAcceptedSetInvalid(uint64 sessionId, uint64 taskId, uint32 accepted, uint32 committed);
    /// @notice The block whose hash decides the order has not been mined yet.
    error TaskSeedUnknown(uint64 sessionId, uint64 taskId, uint64 seedBlock);

    // ---------------------------------------------------------------- events: all state can be rebuilt from them

    /// @notice A router posted the tip of a hash chain, or announced the next one.
    /// @param effectiveAt unix seconds from which reveals are checked against it
    event RouterChainPosted(address indexed router, bytes32 tip, uint64 effectiveAt);

    /// @notice A task was queued and its ceiling reserved.
    /// @param selectionSeed seed of the verifiable order; zero when it is resolved at assignment
    event TaskQueued(
        uint64 indexed sessionId,
        uint64 indexed taskId,
        address indexed router,
        bytes32 requestDigest,
        bytes32 selectionSeed,
        bytes32 clientReference,
        uint96 ceiling,
        uint64 inputPrice,
        uint64 outputPrice,
        uint32 maxTokens,
        uint8 redundancy,
        uint32 seedBlock
    );

    /// @notice Miners were asked. Their slots follow the ones given before.
    /// @param firstSlot slot of nodes[0]
    /// @param nodes indexes into the session's node list
    event TaskAssigned(
        uint64 indexed sessionId,
        uint64 indexed taskId,
        bytes32 selectionSeed,
        uint8 round,
        uint8 firstSlot,
        uint8[] nodes,
        uint64 ackDeadline,
        uint64 precommitDeadline
    );

    /// @notice Slots were closed because their miners were late. Bit i is slot i.
    event TaskSlotsExpired(uint64 indexed sessionId, uint64 indexed taskId, uint32 slots);
    /// @notice A miner started and stopped the ack clock.
    event TaskAcked(uint64 indexed sessionId, uint64 indexed taskId, address indexed miner, uint8 slot);
    /// @notice A miner handed the task back.
    event TaskDeclined(uint64 indexed sessionId, uint64 indexed taskId, address indexed miner, uint8 slot, DeclineReason reason);
    /// @notice A miner bound itself to a result. `commitDeadline` is zero while an open slot is missing.
    event TaskPrecommitted(
        uint64 indexed sessionId,
        uint64 indexed taskId,
        address indexed miner,
        uint8 slot,
        bytes32 commitment,
        uint96 bond,
        uint64 commitDeadline
    );
    /// @notice A miner opened its commitment or, when its slot had not precommitted, delivered. A delivery locks a bond only in sessions with proof: see BondLocked.
    /// @param resultDigest sha-256 of the canonical result object
    /// @param promptTokens tokens read, as the miner counts them; checked off chain against the result
    /// @param outputTokens tokens generated, as the result object lists them
    event TaskCommitted(
        uint64 indexed sessionId,
        uint64 indexed taskId,
        address indexed miner,
        uint8 slot,
        bytes32 resultDigest,
        uint32 promptTokens,
        uint32 outputTokens,
        uint32 frozenSet,
        uint64 commitDeadline
    );
    /// @notice The task is paid. `charged` is what left the session, in wei; the payment module's events say to whom.
    event TaskCompleted(uint64 indexed sessionId, uint64 indexed taskId, uint32 accepted, uint96 charged);
    /// @notice The task failed and the ceiling went back to the session.
    event TaskFailed(uint64 indexed sessionId, uint64 indexed taskId, FailReason reason);

    // ---------------------------------------------------------------- moves

    /// @notice Router: post the tip of a hash chain. The first is effective at once, a replacement after one allowance epoch.
    function postRouterChain(bytes32 tip) external;

    /// @notice Queue a task: the owner itself, or a router with the owner's signature or allowance. Assigns at once when `nodes` is given.
    function submit(TaskSubmission calldata submission) external returns (uint64 taskId);

    /// @notice Fill empty slots. The task's router at any time; for router-less tasks the oracle once the seed is known; anyone after the assign deadline + grace.
    function assign(uint64 sessionId, uint64 taskId, uint8[] calldata nodes) external;

    /// @notice Close late slots and fill the empty ones. Oracle after the deadline, anyone after deadline + grace. `nodes` may be empty only if a late slot is closed.
    function reassign(uint64 sessionId, uint64 taskId, uint8[] calldata nodes) external;

    /// @notice Assigned miner: I am working on it. Optional; a precommit implies it.
    function ack(uint64 sessionId, uint64 taskId, uint8 slot) external;

    /// @notice Assigned miner: I cannot do it. Before its precommit only.
    function decline(uint64 sessionId, uint64 taskId, uint8 slot, DeclineReason reason) external;

    /// @notice Assigned miner: bind to a result, once, never changed. Locks the bond.
    function precommit(uint64 sessionId, uint64 taskId, uint8 slot, bytes32 commitment) external;

    /// @notice Precommitted miner: open the commitment. Without proof the last commit of the set completes the task.
    function commit(
        uint64 sessionId,
        uint64 taskId,
        uint8 slot,
        bytes32 resultDigest,
        bytes32 salt,
        uint32 promptTokens,
        uint32 outputTokens
    ) external;

    /// @notice Assigned miner of a task that wants one answer: the result in one move, for there is nobody who could copy it. By the precommit deadline.
    /// Without proof it completes the task and locks no bond; with proof it locks the bond of a precommit until the task ends.
    /// @param resultDigest sha-256 of the canonical result object
    /// @param promptTokens tokens read
    /// @param outputTokens tokens generated
    function deliver(uint64 sessionId, uint64 taskId, uint8 slot, bytes32 resultDigest, uint32 promptTokens, uint32 outputTokens) external;

    /// @notice Pay the accepted slots. Sessions with proof: the oracle role only, `accepted` is its verdict and its word that the results are available.
    /// Sessions without proof, when not everybody who precommitted has committed by the deadline: oracle, router or owner; `accepted` must equal the
    /// committed set.
    function complete(uint64 sessionId, uint64 taskId, uint32 accepted) external;

    /// @notice Refund a task that has no legal way on. Oracle after the deadline, anyone after deadline + grace.
    /// `NoAgreement` is the oracle's verdict and legal as soon as `complete` would be.
    function fail(uint64 sessionId, uint64 taskId, FailReason reason) external;

    // ---------------------------------------------------------------- views

    /// @notice The task, with its derived state. Reverts with TaskNotFound.
    function task(uint64 sessionId, uint64 taskId) external view returns (TaskView memory);
    /// @notice How many tasks the session has had; the next id is one more.
    function taskCount(uint64 sessionId) external view returns (uint64);
    /// @notice After a precommit keccak256(abi.encode(commitment, miner)), after the commit the packed token counts, and zero again once it has earned.
    function slotRecord(uint64 sessionId, uint64 taskId, uint8 slot) external view returns (bytes32);
    /// @notice Tip against which the router's next reveal is checked.
    function routerChain(address router) external view returns (bytes32);
    /// @notice keccak256(abi.encode(PRECOMMIT_TYPEHASH, chainId, this, sessionId, taskId, miner, resultDigest, salt)).
    function commitmentOf(uint64 sessionId, uint64 taskId, address miner, bytes32 resultDigest, bytes32 salt)
        external
        view
        returns (bytes32);
}
