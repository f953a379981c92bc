// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Guarded} from "../identity/Guarded.sol";
import {IAcl} from "../identity/IAcl.sol";
import {IIam} from "../identity/IIam.sol";
import {INetworkData, QueueParameters} from "../network/INetworkData.sol";
import {ISessionPayment, Payee} from "../payment/ISessionPayment.sol";
import {ISession, ProofKind, SessionTerms, Sla} from "../session/ISession.sol";
import {DeclineReason, FailReason, ISessionQueue, TaskState, TaskSubmission} from "./ISessionQueue.sol";
import {TaskDeadlines} from "./TaskDeadlines.sol";
import {Progress, TaskProgress} from "./TaskProgress.sol";
import {TaskRegister} from "./TaskRegister.sol";
import {TaskTerms, TaskWords} from "./TaskTerms.sol";

/// @notice Implements ISessionQueue, which is its document. Each move checks in the order of decision 0001.
contract SessionQueue is TaskRegister, Guarded {
    using TaskProgress for Progress;
    using TaskDeadlines for Progress;

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
        TaskRegister(iam_, network_, session_, payment_)
    {}

    /// @inheritdoc ISessionQueue
    function submit(TaskSubmission calldata s) external whenNotPaused returns (uint64 taskId) {
        SessionTerms memory terms = _session.authorize(s.sessionId, msg.sender, s.requestDigest, s.maxCost, s.authority);
        taskId = _counts[s.sessionId] + 1;
        if (s.expectedTaskId != taskId) revert TaskIdTaken(s.sessionId, s.expectedTaskId, taskId);
        QueueParameters memory q = _network.queueParameters();
        if (s.maxTokens == 0 || s.maxTokens > q.maxTokensLimit) revert TaskMaxTokensOutOfRange(s.maxTokens, q.maxTokensLimit);
        (uint64 inputPrice, uint64 outputPrice) = _prices(s.sessionId, terms);

        bytes32 seed = 0;
        uint256 origin;
        if (msg.sender == terms.owner) {
            if (s.nodes.length != 0) revert TaskNodeCountOutOfRange(s.sessionId, taskId, s.nodes.length, 0);
            origin = TaskTerms.packOrigin(uint32(block.number + 1), true, s.maxTokens, terms.proof);
            _slotRecords[s.sessionId][taskId][REQUEST_RECORD] = s.requestDigest;
        } else {
            _useReveal(msg.sender, s.routerReveal);
            seed = keccak256(abi.encode(s.routerReveal, s.requestDigest, s.sessionId, taskId));
            origin = TaskTerms.packOrigin(uint160(msg.sender), false, s.maxTokens, terms.proof);
        }

        _counts[s.sessionId] = taskId;
        _payment.reserve(s.sessionId, taskId, s.maxCost);
        emit TaskQueued(
            s.sessionId,
            taskId,
            TaskTerms.router(origin),
            s.requestDigest,
            seed,
            s.clientReference,
            s.maxCost,
            inputPrice,
            outputPrice,
            s.maxTokens,
            terms.redundancy,
            TaskTerms.seedBlock(origin)
        );

        // A struct in memory begins as zeros: no slot, no round, no outcome.
        // slither-disable-next-line uninitialized-local
        Progress memory p;
        p.redundancy = terms.redundancy;
        TaskWords storage words = _tasks[s.sessionId][taskId];
        uint256 money = TaskTerms.packMoney(s.maxCost, inputPrice, outputPrice);
        words.origin = origin;
        if (s.nodes.length != 0) money = _fill(s.sessionId, taskId, p, words, money, s.nodes);
        words.money = money;
        if (s.nodes.length != 0) _startRound(s.sessionId, taskId, p, q, s.maxTokens, seed, s.nodes);
        words.progress = p.pack();
    }

    /// @inheritdoc ISessionQueue
    function assign(uint64 sessionId, uint64 taskId, uint8[] calldata nodes) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, QUEUED_ACKED);
        uint256 origin = words.origin;
        QueueParameters memory q = _network.queueParameters();
        if (!_mayAssign(origin, q)) revert TaskCallerNotAllowed(sessionId, taskId, msg.sender);
        _assign(sessionId, taskId, words, p, q, origin, nodes);
        words.progress = p.pack();
    }

    /// @inheritdoc ISessionQueue
    function reassign(uint64 sessionId, uint64 taskId, uint8[] calldata nodes) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, UNCOMMITTED);
        if (p.frozen()) revert TaskPrecommitsFrozen(sessionId, taskId);
        uint256 origin = words.origin;
        QueueParameters memory q = _network.queueParameters();
        // An unassigned task is assign's business, whose checks of the seed a reassign would go around.
        if (p.round == 0) revert TaskTooEarly(sessionId, taskId, uint64(TaskTerms.createdAt(origin) + q.assignWindow));
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
        if (nodes.length != 0) _assign(sessionId, taskId, words, p, q, origin, nodes);
        else _fixCommitDeadline(p, q);
        words.progress = p.pack();
    }

    /// @inheritdoc ISessionQueue
    function ack(uint64 sessionId, uint64 taskId, uint8 slot) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, QUEUED_ACKED);
        uint256 bit = _ownSlot(sessionId, taskId, words, words.money, p.open, slot);
        if ((p.acked | p.precommitted) & bit != 0) revert TaskSlotAlreadyMoved(sessionId, taskId, slot);
        _requireBy(sessionId, taskId, p.ackDeadline);
        p.acked |= bit;
        words.progress = p.pack();
        emit TaskAcked(sessionId, taskId, msg.sender, slot);
    }

    /// @inheritdoc ISessionQueue
    function decline(uint64 sessionId, uint64 taskId, uint8 slot, DeclineReason reason) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, QUEUED_ACKED);
        uint256 bit = _ownSlot(sessionId, taskId, words, words.money, p.open, slot);
        if (p.precommitted & bit != 0) revert TaskSlotAlreadyMoved(sessionId, taskId, slot);
        _requireBy(sessionId, taskId, p.precommitDeadline);
        p.open &= ~bit;
        _fixCommitDeadline(p, _network.queueParameters());
        words.progress = p.pack();
        emit TaskDeclined(sessionId, taskId, msg.sender, slot, reason);
    }

    /// @inheritdoc ISessionQueue
    function precommit(uint64 sessionId, uint64 taskId, uint8 slot, bytes32 commitment) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, UNCOMMITTED);
        if (p.frozen()) revert TaskPrecommitsFrozen(sessionId, taskId);
        uint256 money = words.money;
        uint256 bit = _ownSlot(sessionId, taskId, words, money, p.open, slot);
        if (p.precommitted & bit != 0) revert TaskSlotAlreadyMoved(sessionId, taskId, slot);
        _requireBy(sessionId, taskId, p.precommitDeadline);
        if (commitment == 0) revert TaskCommitmentEmpty(sessionId, taskId, slot);

        p.precommitted |= bit;
        // Other slots still to come: no deadline to fix, and the parameters need not be read.
        if (p.open & ~p.precommitted == 0) _fixCommitDeadline(p, _network.queueParameters());
        words.progress = p.pack();
        _slotRecords[sessionId][taskId][slot] = commitment;
        uint96 bond = TaskTerms.bond(money, p.redundancy);
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
        uint256 bit = _ownSlot(sessionId, taskId, words, words.money, p.open & p.precommitted, slot);
        if (p.committed & bit != 0) revert TaskSlotAlreadyMoved(sessionId, taskId, slot);
        if (!p.commitsOpen(_maxRounds(p), block.timestamp)) {
            revert TaskCommitsClosed(sessionId, taskId, uint32(p.precommitted), uint32(p.open));
        }
        if (p.commitDeadline == 0) p.commitDeadline = p.commit(_network.queueParameters());
        _requireBy(sessionId, taskId, p.commitDeadline);
        if (_slotRecords[sessionId][taskId][slot] != commitmentOf(sessionId, taskId, msg.sender, resultDigest, salt)) {
            revert TaskCommitmentMismatch(sessionId, taskId, slot);
        }

        p.open = p.precommitted;
        p.committed |= bit;
        words.progress = p.pack();
        _slotRecords[sessionId][taskId][slot] = bytes32(uint256(promptTokens) | (uint256(outputTokens) << 32));
        emit TaskCommitted(
            sessionId, taskId, msg.sender, slot, resultDigest, promptTokens, outputTokens, uint32(p.open), uint64(p.commitDeadline)
        );
    }

    /// @inheritdoc ISessionQueue
    function complete(uint64 sessionId, uint64 taskId, uint32 accepted) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, COMPLETABLE);
        uint256 origin = words.origin;
        ProofKind proof = TaskTerms.proof(origin);
        if (!_mayComplete(sessionId, origin, proof)) revert TaskCallerNotAllowed(sessionId, taskId, msg.sender);
        _requireCommitsEnded(sessionId, taskId, p);
        if (TaskProgress.count(p.committed) < p.quorum()) {
            revert TaskCommitsClosed(sessionId, taskId, uint32(p.precommitted), uint32(p.open));
        }
        if (
            accepted & ~p.committed != 0 || TaskProgress.count(accepted) < p.quorum()
                || (proof == ProofKind.None && accepted != p.committed)
        ) revert TaskAcceptedSetInvalid(sessionId, taskId, accepted, uint32(p.committed));

        p.outcome = uint256(TaskState.Completed);
        words.progress = p.pack();
        uint96 charged = _settle(sessionId, taskId, words, p, TaskTerms.router(origin), accepted, true);
        emit TaskCompleted(sessionId, taskId, accepted, charged);
    }

    /// @inheritdoc ISessionQueue
    function fail(uint64 sessionId, uint64 taskId, FailReason reason) external {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, RUNNING);
        QueueParameters memory q = _network.queueParameters();
        if (reason == FailReason.NoAgreement) {
            bool verdict = TaskTerms.proof(words.origin) != ProofKind.None && TaskProgress.count(p.committed) >= p.quorum();
            if (!verdict) _revertState(sessionId, taskId, p, 0);
            if (!_isOracle()) revert TaskCallerNotAllowed(sessionId, taskId, msg.sender);
            _requireCommitsEnded(sessionId, taskId, p);
        } else {
            (bool possible, uint256 deadline) = p.fail(q, TaskTerms.createdAt(words.origin), reason);
            if (!possible) _revertState(sessionId, taskId, p, 0);
            _requireAfter(sessionId, taskId, deadline, q.grace);
        }

        p.outcome = uint256(TaskState.Failed);
        words.progress = p.pack();
        bool forfeit = reason != FailReason.NotAssigned && reason != FailReason.TooFewPrecommits;
        _settle(sessionId, taskId, words, p, address(0), 0, forfeit);
        emit TaskFailed(sessionId, taskId, reason);
    }

    // ---------------------------------------------------------------- parts of moves

    function _mayAssign(uint256 origin, QueueParameters memory q) private view returns (bool) {
        address router = TaskTerms.router(origin);
        uint256 deadline = TaskTerms.createdAt(origin) + q.assignWindow;
        if (msg.sender == router || block.timestamp > deadline + q.grace) return true;
        return (router == address(0) || block.timestamp > deadline) && _isOracle();
    }

    function _mayComplete(uint64 sessionId, uint256 origin, ProofKind proof) private view returns (bool) {
        if (proof == ProofKind.None && (msg.sender == TaskTerms.router(origin) || msg.sender == _session.ownerOf(sessionId))) return true;
        return _isOracle();
    }

    function _assign(
        uint64 sessionId,
        uint64 taskId,
        TaskWords storage words,
        Progress memory p,
        QueueParameters memory q,
        uint256 origin,
        uint8[] calldata nodes
    ) private {
        // A counter of this contract's own.
        // slither-disable-next-line incorrect-equality
        bytes32 seed =
            p.round == 0 && TaskTerms.seedBlock(origin) != 0 ? _blockSeed(sessionId, taskId, TaskTerms.seedBlock(origin)) : bytes32(0);
        if (p.round >= q.maxRounds) revert TaskRoundsExhausted(sessionId, taskId);
        words.money = _fill(sessionId, taskId, p, words, words.money, nodes);
        _startRound(sessionId, taskId, p, q, TaskTerms.maxTokens(origin), seed, nodes);
    }

    /// @dev Seed of a task without router. Old hashes are out of the EVM's reach; then the previous block decides.
    function _blockSeed(uint64 sessionId, uint64 taskId, uint32 seedBlock) private view returns (bytes32) {
        if (block.number <= seedBlock) revert TaskSeedUnknown(sessionId, taskId, seedBlock);
        bytes32 hash = blockhash(block.number - seedBlock > BLOCK_HASHES ? block.number - 1 : seedBlock);
        return keccak256(abi.encode(hash, _slotRecords[sessionId][taskId][REQUEST_RECORD], sessionId, taskId));
    }

    /// @dev Gives the nodes the next slots.
    function _fill(uint64 sessionId, uint64 taskId, Progress memory p, TaskWords storage words, uint256 money, uint8[] calldata nodes)
        private
        returns (uint256)
    {
        uint256 vacancies = p.vacancies();
        if (nodes.length == 0 || nodes.length > vacancies || p.slots + nodes.length > TaskProgress.MAX_SLOTS) {
            revert TaskNodeCountOutOfRange(sessionId, taskId, nodes.length, vacancies);
        }
        uint256 used = 0; // bit n: node n of the session's list was asked
        for (uint256 i = 0; i < p.slots; ++i) {
            used |= 1 << TaskTerms.nodeOf(words, money, i);
        }
        for (uint256 i = 0; i < nodes.length; ++i) {
            uint8 node = nodes[i];
            if (used & (1 << node) != 0 || _session.eligibleNode(sessionId, node) == address(0)) {
                revert TaskNodeNotEligible(sessionId, taskId, node);
            }
            used |= 1 << node;
            p.open |= 1 << p.slots;
            money = TaskTerms.appendNode(words, money, p.slots++, node);
        }
        return money;
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

    /// @dev Accepted slots earn; bonds go back, except, if `forfeit`, those of slots that precommitted and never committed.
    function _settle(
        uint64 sessionId,
        uint64 taskId,
        TaskWords storage words,
        Progress memory p,
        address router,
        uint256 accepted,
        bool forfeit
    ) private returns (uint96) {
        uint256 money = words.money;
        uint96 bond = TaskTerms.bond(money, p.redundancy);
        uint256 paid = forfeit ? p.committed : p.precommitted;
        Payee[] memory payees = new Payee[](TaskProgress.count(paid));
        uint256 n = 0;
        for (uint8 slot = 0; slot < p.slots; ++slot) {
            if (paid & (1 << slot) == 0) continue;
            Payee memory payee = payees[n++];
            payee.node = _session.nodeAt(sessionId, TaskTerms.nodeOf(words, money, slot));
            payee.bond = bond;
            if (accepted & (1 << slot) != 0) {
                payee.gross = TaskTerms.gross(money, p.redundancy, uint256(_slotRecords[sessionId][taskId][slot]));
            }
        }
        uint96 forfeited = uint96(TaskProgress.count(p.precommitted & ~paid) * bond);
        return _payment.settle(sessionId, taskId, TaskTerms.ceiling(money), router, payees, forfeited);
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
