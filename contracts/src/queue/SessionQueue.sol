// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Guarded} from "../identity/Guarded.sol";
import {IAcl} from "../identity/IAcl.sol";
import {IIam} from "../identity/IIam.sol";
import {INetworkData, QueueParameters} from "../network/INetworkData.sol";
import {ISessionPayment} from "../payment/ISessionPayment.sol";
import {ISession, ProofKind, SessionTerms, Sla} from "../session/ISession.sol";
import {DeclineReason, FailReason, ISessionQueue, TaskState, TaskSubmission} from "./ISessionQueue.sol";
import {TaskDeadlines} from "./TaskDeadlines.sol";
import {Progress, TaskProgress} from "./TaskProgress.sol";
import {TaskPayouts} from "./TaskPayouts.sol";
import {TaskTerms, TaskWords} from "./TaskTerms.sol";

/// @notice Implements ISessionQueue, which is its document. Each move checks in the order of decision 0001.
contract SessionQueue is TaskPayouts, Guarded {
    using TaskProgress for Progress;
    using TaskDeadlines for Progress;
    using TaskTerms for TaskWords;

    // Sets of states, bit n = TaskState n.
    uint8 private constant QUEUED_ACKED = 0x03;
    uint8 private constant UNCOMMITTED = 0x07; // Queued, Acked, Precommitted
    uint8 private constant COMPLETABLE = 0x0c; // Precommitted, Committed
    uint8 private constant RUNNING = 0x0f;
    /// @dev Slot record that keeps the request digest of a task without router until its seed is known.
    uint8 private constant REQUEST_RECORD = 255;
    /// @dev Blocks of which the EVM still knows the hash.
    uint256 private constant BLOCK_HASHES = 256;

    /// @param acl_ knows the guardian
    /// @param iam_ knows routers and oracles
    /// @param network_ parameters and prices
    /// @param session_ authority and node lists
    /// @param payment_ holds the money
    constructor(IAcl acl_, IIam iam_, INetworkData network_, ISession session_, ISessionPayment payment_)
        Guarded(acl_)
        TaskPayouts(iam_, network_, session_, payment_)
    {}

    /// @inheritdoc ISessionQueue
    function submit(TaskSubmission calldata s) external whenNotPaused returns (uint64 taskId) {
        SessionTerms memory terms = _session.authorize(s.sessionId, msg.sender, s.requestDigest, s.maxCost, s.authority);
        taskId = _counts[s.sessionId] + 1;
        if (s.expectedTaskId != taskId) revert TaskIdTaken(s.sessionId, s.expectedTaskId, taskId);
        QueueParameters memory q = _parameters();
        if (s.maxTokens == 0 || s.maxTokens > q.maxTokensLimit) revert TaskMaxTokensOutOfRange(s.maxTokens, q.maxTokensLimit);
        (uint64 inputPrice, uint64 outputPrice) = _prices(s.sessionId, terms);

        TaskWords storage words = _wordsOf(s.sessionId, taskId);
        bytes32 seed = 0;
        uint32 submitter;
        bool byOwner = msg.sender == terms.owner;
        if (byOwner) {
            if (s.nodes.length != 0) revert TaskNodeCountOutOfRange(s.sessionId, taskId, s.nodes.length, 0);
            submitter = uint32(block.number + 1);
            words.records[REQUEST_RECORD] = s.requestDigest;
        } else {
            submitter = _useReveal(msg.sender, s.routerReveal);
            seed = keccak256(abi.encode(s.routerReveal, s.requestDigest, s.sessionId, taskId));
        }

        _counts[s.sessionId] = taskId;
        _payment.reserve(s.sessionId, taskId, s.maxCost);
        emit TaskQueued(
            s.sessionId,
            taskId,
            byOwner ? address(0) : msg.sender,
            s.requestDigest,
            seed,
            s.clientReference,
            s.maxCost,
            inputPrice,
            outputPrice,
            s.maxTokens,
            terms.redundancy,
            byOwner ? submitter : 0
        );

        // A struct in memory begins as zeros: no slot, no round, no outcome.
        // slither-disable-next-line uninitialized-local
        Progress memory p;
        p.redundancy = terms.redundancy;
        p.proof = terms.proof;
        p.ceiling = s.maxCost;
        uint256 packed = TaskTerms.pack(inputPrice, outputPrice, submitter, byOwner, s.maxTokens);
        if (s.nodes.length != 0) {
            packed = _fill(s.sessionId, taskId, p, words, packed, s.nodes);
            _startRound(s.sessionId, taskId, p, q, s.maxTokens, seed, s.nodes);
        }
        words.terms = packed;
        words.write(p);
    }

    /// @inheritdoc ISessionQueue
    function assign(uint64 sessionId, uint64 taskId, uint8[] calldata nodes) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, QUEUED_ACKED);
        uint256 terms = words.terms;
        QueueParameters memory q = _parameters();
        if (!_mayAssign(terms, q)) revert TaskCallerNotAllowed(sessionId, taskId, msg.sender);
        _assign(sessionId, taskId, words, p, q, terms, nodes);
        words.write(p);
    }

    /// @inheritdoc ISessionQueue
    function reassign(uint64 sessionId, uint64 taskId, uint8[] calldata nodes) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, UNCOMMITTED);
        if (p.frozen()) revert TaskPrecommitsFrozen(sessionId, taskId);
        uint256 terms = words.terms;
        QueueParameters memory q = _parameters();
        // An unassigned task is assign's business, whose checks of the seed a reassign would go around.
        if (p.round == 0) revert TaskTooEarly(sessionId, taskId, uint64(TaskTerms.createdAt(terms) + q.assignWindow));
        _requireAfter(sessionId, taskId, p.reassign(), q.grace);

        uint256 late = p.late(block.timestamp);
        uint256 vacancies = p.vacancies();
        // A bitmap of slots, not a balance that somebody could push off the expected value.
        // slither-disable-next-line incorrect-equality
        if (late == 0 && (nodes.length == 0 || vacancies == 0)) {
            revert TaskNodeCountOutOfRange(sessionId, taskId, nodes.length, vacancies);
        }
        if (late != 0) {
            p.open &= ~late;
            emit TaskSlotsExpired(sessionId, taskId, uint32(late));
        }
        if (nodes.length != 0) _assign(sessionId, taskId, words, p, q, terms, nodes);
        else _fixCommitDeadline(p, q);
        words.write(p);
    }

    /// @inheritdoc ISessionQueue
    function ack(uint64 sessionId, uint64 taskId, uint8 slot) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, QUEUED_ACKED);
        uint256 bit = _ownSlot(sessionId, taskId, words, words.terms, p.open, slot);
        if ((p.acked | p.precommitted) & bit != 0) revert TaskSlotAlreadyMoved(sessionId, taskId, slot);
        _requireBy(sessionId, taskId, p.ackDeadline);
        p.acked |= bit;
        words.write(p);
        emit TaskAcked(sessionId, taskId, msg.sender, slot);
    }

    /// @inheritdoc ISessionQueue
    function decline(uint64 sessionId, uint64 taskId, uint8 slot, DeclineReason reason) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, QUEUED_ACKED);
        uint256 bit = _ownSlot(sessionId, taskId, words, words.terms, p.open, slot);
        if (p.precommitted & bit != 0) revert TaskSlotAlreadyMoved(sessionId, taskId, slot);
        _requireBy(sessionId, taskId, p.precommitDeadline);
        p.open &= ~bit;
        // As in precommit: while other slots are to come there is no deadline to fix.
        if (p.open & ~p.precommitted == 0) _fixCommitDeadline(p, _parameters());
        words.write(p);
        emit TaskDeclined(sessionId, taskId, msg.sender, slot, reason);
    }

    /// @inheritdoc ISessionQueue
    function precommit(uint64 sessionId, uint64 taskId, uint8 slot, bytes32 commitment) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, UNCOMMITTED);
        if (p.frozen()) revert TaskPrecommitsFrozen(sessionId, taskId);
        uint256 bit = _ownSlot(sessionId, taskId, words, words.terms, p.open, slot);
        if (p.precommitted & bit != 0) revert TaskSlotAlreadyMoved(sessionId, taskId, slot);
        _requireBy(sessionId, taskId, p.precommitDeadline);
        if (commitment == 0) revert TaskCommitmentEmpty(sessionId, taskId, slot);

        p.precommitted |= bit;
        // Other slots still to come: no deadline to fix, and the parameters need not be read.
        if (p.open & ~p.precommitted == 0) _fixCommitDeadline(p, _parameters());
        words.write(p);
        words.records[slot] = _bound(commitment, msg.sender);
        uint96 bond = TaskTerms.bond(p);
        emit TaskPrecommitted(sessionId, taskId, msg.sender, slot, commitment, bond, uint64(p.commitDeadline));
        _payment.lockBond(sessionId, taskId, msg.sender, bond);
    }

    /// @inheritdoc ISessionQueue
    function commit(
        uint64 sessionId,
        uint64 taskId,
        uint8 slot,
        bytes32 resultDigest,
        bytes32 salt,
        uint32 promptTokens,
        uint32 outputTokens
    ) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, UNCOMMITTED);
        bool opens = words.records[slot] == _bound(commitmentOf(sessionId, taskId, msg.sender, resultDigest, salt), msg.sender);
        uint256 among = p.open & p.precommitted;
        // Whose slot it is need not be looked up when the caller opens its record.
        uint256 bit = opens && slot < p.slots ? among & (1 << slot) : _ownSlot(sessionId, taskId, words, words.terms, among, slot);
        if (bit == 0) revert TaskSlotNotYours(sessionId, taskId, slot, msg.sender);
        if (p.committed & bit != 0) revert TaskSlotAlreadyMoved(sessionId, taskId, slot);
        if (!p.commitsOpen(_maxRounds(p), block.timestamp)) {
            revert TaskCommitsClosed(sessionId, taskId, uint32(p.precommitted), uint32(p.open));
        }
        if (p.commitDeadline == 0) p.commitDeadline = p.commit(_parameters());
        _requireBy(sessionId, taskId, p.commitDeadline);
        if (!opens) revert TaskCommitmentMismatch(sessionId, taskId, slot);

        p.open = p.precommitted;
        p.committed |= bit;
        delete words.records[slot];
        _reveal(sessionId, taskId, words, p, Revealed(slot, resultDigest, promptTokens, outputTokens), TaskTerms.bond(p));
    }

    /// @inheritdoc ISessionQueue
    function deliver(uint64 sessionId, uint64 taskId, uint8 slot, bytes32 resultDigest, uint32 promptTokens, uint32 outputTokens) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, UNCOMMITTED);
        if (p.redundancy != 1) revert TaskNeedsPrecommit(sessionId, taskId, uint8(p.redundancy));
        uint256 bit = _ownSlot(sessionId, taskId, words, words.terms, p.open, slot);
        if (p.precommitted & bit != 0) revert TaskSlotAlreadyMoved(sessionId, taskId, slot);
        _requireBy(sessionId, taskId, p.precommitDeadline);

        p.precommitted = bit;
        p.committed = bit;
        p.commitDeadline = uint32(block.timestamp);
        // Paid in this very move, a bond would come back at once: none is asked for. An enum is compared, no balance.
        // slither-disable-next-line incorrect-equality
        uint96 bond = p.proof == ProofKind.None ? 0 : TaskTerms.bond(p);
        _reveal(sessionId, taskId, words, p, Revealed(slot, resultDigest, promptTokens, outputTokens), bond);
        if (bond != 0) _payment.lockBond(sessionId, taskId, msg.sender, bond);
    }

    /// @inheritdoc ISessionQueue
    function complete(uint64 sessionId, uint64 taskId, uint32 accepted) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, COMPLETABLE);
        uint256 terms = words.terms;
        address router = _routerAt(TaskTerms.router(terms));
        if (!_mayComplete(sessionId, router, p.proof)) revert TaskCallerNotAllowed(sessionId, taskId, msg.sender);
        _requireCommitsEnded(sessionId, taskId, p);
        if (TaskProgress.count(p.committed) < p.quorum()) {
            revert TaskCommitsClosed(sessionId, taskId, uint32(p.precommitted), uint32(p.open));
        }
        if (
            accepted & ~p.committed != 0 || TaskProgress.count(accepted) < p.quorum()
                || (p.proof == ProofKind.None && accepted != p.committed)
        ) revert TaskAcceptedSetInvalid(sessionId, taskId, accepted, uint32(p.committed));

        _pay(sessionId, taskId, words, p, Payout(router, accepted, TaskTerms.bond(p), NO_SLOT, 0));
    }

    /// @inheritdoc ISessionQueue
    function fail(uint64 sessionId, uint64 taskId, FailReason reason) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, RUNNING);
        QueueParameters memory q = _parameters();
        if (reason == FailReason.NoAgreement) {
            bool verdict = p.proof != ProofKind.None && TaskProgress.count(p.committed) >= p.quorum();
            if (!verdict) _revertState(sessionId, taskId, p, 0);
            if (!_isOracle()) revert TaskCallerNotAllowed(sessionId, taskId, msg.sender);
            _requireCommitsEnded(sessionId, taskId, p);
        } else {
            (bool possible, uint256 deadline) = p.fail(q, TaskTerms.createdAt(words.terms), reason);
            if (!possible) _revertState(sessionId, taskId, p, 0);
            _requireAfter(sessionId, taskId, deadline, q.grace);
        }

        p.outcome = uint256(TaskState.Failed);
        words.write(p);
        bool forfeit = reason != FailReason.NotAssigned && reason != FailReason.TooFewPrecommits;
        // Nobody is paid: the charge is nothing.
        // slither-disable-next-line unused-return
        _settle(sessionId, taskId, words, p, Payout(address(0), 0, TaskTerms.bond(p), NO_SLOT, 0), forfeit);
        emit TaskFailed(sessionId, taskId, reason);
    }

    // ---------------------------------------------------------------- parts of moves

    function _mayAssign(uint256 terms, QueueParameters memory q) private view returns (bool) {
        address router = _routerAt(TaskTerms.router(terms));
        uint256 deadline = TaskTerms.createdAt(terms) + q.assignWindow;
        if (msg.sender == router || block.timestamp > deadline + q.grace) return true;
        return (router == address(0) || block.timestamp > deadline) && _isOracle();
    }

    function _mayComplete(uint64 sessionId, address router, ProofKind proof) private view returns (bool) {
        if (proof == ProofKind.None && (msg.sender == router || msg.sender == _session.ownerOf(sessionId))) return true;
        return _isOracle();
    }

    function _assign(
        uint64 sessionId,
        uint64 taskId,
        TaskWords storage words,
        Progress memory p,
        QueueParameters memory q,
        uint256 terms,
        uint8[] calldata nodes
    ) private {
        // A counter of this contract's own.
        // slither-disable-next-line incorrect-equality
        bytes32 seed =
            p.round == 0 && TaskTerms.seedBlock(terms) != 0 ? _blockSeed(sessionId, taskId, words, TaskTerms.seedBlock(terms)) : bytes32(0);
        if (p.round >= q.maxRounds) revert TaskRoundsExhausted(sessionId, taskId);
        words.terms = _fill(sessionId, taskId, p, words, terms, nodes);
        _startRound(sessionId, taskId, p, q, TaskTerms.maxTokens(terms), seed, nodes);
    }

    /// @dev Seed of a task without router. Old hashes are out of the EVM's reach; then the previous block decides.
    function _blockSeed(uint64 sessionId, uint64 taskId, TaskWords storage words, uint32 seedBlock) private view returns (bytes32) {
        if (block.number <= seedBlock) revert TaskSeedUnknown(sessionId, taskId, seedBlock);
        bytes32 hash = blockhash(block.number - seedBlock > BLOCK_HASHES ? block.number - 1 : seedBlock);
        return keccak256(abi.encode(hash, words.records[REQUEST_RECORD], sessionId, taskId));
    }

    /// @dev Gives the nodes the next slots.
    function _fill(uint64 sessionId, uint64 taskId, Progress memory p, TaskWords storage words, uint256 terms, uint8[] calldata nodes)
        private
        returns (uint256)
    {
        uint256 vacancies = p.vacancies();
        if (nodes.length == 0 || nodes.length > vacancies || p.slots + nodes.length > TaskProgress.MAX_SLOTS) {
            revert TaskNodeCountOutOfRange(sessionId, taskId, nodes.length, vacancies);
        }
        uint256 used = 0; // bit n: node n of the session's list was asked
        for (uint256 i = 0; i < p.slots; ++i) {
            used |= 1 << TaskTerms.nodeOf(words, terms, i);
        }
        bool[] memory eligible = _session.areEligible(sessionId, nodes);
        for (uint256 i = 0; i < nodes.length; ++i) {
            uint8 node = nodes[i];
            if (used & (1 << node) != 0 || !eligible[i]) {
                revert TaskNodeNotEligible(sessionId, taskId, node);
            }
            used |= 1 << node;
            p.open |= 1 << p.slots;
            terms = TaskTerms.appendNode(words, terms, p.slots++, node);
        }
        return terms;
    }

    function _startRound(
        uint64 sessionId,
        uint64 taskId,
        Progress memory p,
        QueueParameters memory q,
        uint256 maxTokens,
        bytes32 seed,
        uint8[] calldata nodes
    ) private {
        p.schedule(q, maxTokens, block.timestamp);
        emit TaskAssigned(
            sessionId,
            taskId,
            seed,
            uint8(p.round),
            uint8(p.slots - nodes.length),
            nodes,
            uint64(p.ackDeadline),
            uint64(p.precommitDeadline)
        );
    }

    function _fixCommitDeadline(Progress memory p, QueueParameters memory q) private view {
        if (p.hasQuorum() && p.full(q.maxRounds)) p.commitDeadline = uint32(block.timestamp + q.commitWindow);
    }

    function _prices(uint64 sessionId, SessionTerms memory terms) private view returns (uint64 input, uint64 output) {
        (uint128 per1kInput, uint128 per1kOutput) = _network.modelPrice(terms.modelId);
        uint256 factor = terms.sla == Sla.Low ? 10 : terms.sla == Sla.Medium ? 15 : 25;
        input = _price(sessionId, per1kInput * factor, terms.maxPricePer1kInput);
        output = _price(sessionId, per1kOutput * factor, terms.maxPricePer1kOutput);
    }

    /// @param tenths price per 1,000 tokens in tenths of a wei
    /// @return wei per token, rounded up; NetworkData keeps it below 2^64
    function _price(uint64 sessionId, uint256 tenths, uint256 maximum) private pure returns (uint64) {
        uint256 per1k = (tenths + 9) / 10;
        if (per1k > maximum) revert TaskPriceAboveMaximum(sessionId, per1k, maximum);
        return uint64((tenths + 9_999) / 10_000);
    }
}
