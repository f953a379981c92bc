// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIam, NodeRole} from "../identity/IIam.sol";
import {INetworkData, QueueParameters} from "../network/INetworkData.sol";
import {PackedParameters} from "../network/PackedParameters.sol";
import {ISessionPayment} from "../payment/ISessionPayment.sol";
import {ISession} from "../session/ISession.sol";
import {ISessionQueue, TaskView} from "./ISessionQueue.sol";
import {RouterChains} from "./RouterChains.sol";
import {TaskDeadlines} from "./TaskDeadlines.sol";
import {Progress, TaskProgress} from "./TaskProgress.sol";
import {TaskTerms, TaskWords} from "./TaskTerms.sol";

/// @title TaskRegister: the tasks in storage, the views on them, and the checks that several moves share
abstract contract TaskRegister is RouterChains {
    using TaskProgress for Progress;
    using TaskDeadlines for Progress;

    bytes32 private constant PRECOMMIT_TYPEHASH = keccak256(
        "Precommit(uint256 chainId,address queue,uint256 sessionId,uint256 taskId,address miner,bytes32 resultDigest,bytes32 salt)"
    );

    INetworkData internal immutable _network;
    ISession internal immutable _session;
    ISessionPayment internal immutable _payment;

    mapping(uint64 sessionId => uint64) internal _counts;
    /// @dev Session (64 bits) and task (64 bits) in one key: one hash finds a task.
    mapping(uint256 key => TaskWords) private _tasks;

    /// @param iam_ knows routers and oracles
    /// @param network_ parameters and prices
    /// @param session_ authority and node lists
    /// @param payment_ holds the money
    constructor(IIam iam_, INetworkData network_, ISession session_, ISessionPayment payment_) RouterChains(iam_) {
        _network = network_;
        _session = session_;
        _payment = payment_;
    }

    /// @inheritdoc ISessionQueue
    function task(uint64 sessionId, uint64 taskId) external view returns (TaskView memory v) {
        (TaskWords storage words, Progress memory p) = _load(sessionId, taskId, type(uint8).max);
        uint256 terms = words.terms;
        v.state = p.state(_maxRounds(p));
        v.router = _routerAt(TaskTerms.router(terms));
        v.createdAt = uint64(TaskTerms.createdAt(terms));
        v.redundancy = uint8(p.redundancy);
        v.round = uint8(p.round);
        v.maxTokens = TaskTerms.maxTokens(terms);
        v.ceiling = uint96(p.ceiling);
        v.inputPrice = uint64(TaskTerms.inputPrice(terms));
        v.outputPrice = uint64(TaskTerms.outputPrice(terms));
        v.seedBlock = TaskTerms.seedBlock(terms);
        v.open = uint32(p.open);
        v.acked = uint32(p.acked);
        v.precommitted = uint32(p.precommitted);
        v.committed = uint32(p.committed);
        v.ackDeadline = uint64(p.ackDeadline);
        v.precommitDeadline = uint64(p.precommitDeadline);
        v.commitDeadline = uint64(p.commitDeadline);
        v.slotNodes = new uint8[](p.slots);
        for (uint256 i = 0; i < p.slots; ++i) {
            v.slotNodes[i] = TaskTerms.nodeOf(words, terms, i);
        }
    }

    /// @inheritdoc ISessionQueue
    function taskCount(uint64 sessionId) external view returns (uint64) {
        return _counts[sessionId];
    }

    /// @inheritdoc ISessionQueue
    function slotRecord(uint64 sessionId, uint64 taskId, uint8 slot) external view returns (bytes32) {
        return _wordsOf(sessionId, taskId).records[slot];
    }

    /// @inheritdoc ISessionQueue
    function commitmentOf(uint64 sessionId, uint64 taskId, address miner, bytes32 resultDigest, bytes32 salt)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(PRECOMMIT_TYPEHASH, block.chainid, address(this), sessionId, taskId, miner, resultDigest, salt));
    }

    function _wordsOf(uint64 sessionId, uint64 taskId) internal view returns (TaskWords storage) {
        return _tasks[(uint256(sessionId) << 64) | taskId];
    }

    /// @dev What a precommit leaves in its slot. With the miner in the hash, who can open the record is the slot's miner: a commit need not look it up.
    function _bound(bytes32 commitment, address miner) internal pure returns (bytes32) {
        return keccak256(abi.encode(commitment, miner));
    }

    function _load(uint64 sessionId, uint64 taskId, uint8 allowed) internal view returns (TaskWords storage words, Progress memory p) {
        words = _wordsOf(sessionId, taskId);
        uint256 word = words.progress;
        if (word == 0) revert TaskNotFound(sessionId, taskId);
        p = TaskTerms.read(words, word);
        if (allowed & (1 << uint8(p.state(_maxRounds(p)))) == 0) _revertState(sessionId, taskId, p, allowed);
    }

    function _revertState(uint64 sessionId, uint64 taskId, Progress memory p, uint8 allowed) internal view {
        revert TaskUnexpectedState(sessionId, taskId, p.state(_maxRounds(p)), allowed);
    }

    /// @dev Rounds only matter while a wanted slot is empty: the usual move does not pay for reading them.
    function _maxRounds(Progress memory p) internal view returns (uint256) {
        return p.vacancies() == 0 ? 0 : _parameters().maxRounds;
    }

    /// @return bit of the slot, which is in `among` and belongs to the caller
    function _ownSlot(uint64 sessionId, uint64 taskId, TaskWords storage words, uint256 terms, uint256 among, uint8 slot)
        internal
        view
        returns (uint256 bit)
    {
        bit = 1 << slot;
        if (among & bit == 0 || _minerOf(sessionId, words, terms, slot) != msg.sender) {
            revert TaskSlotNotYours(sessionId, taskId, slot, msg.sender);
        }
    }

    function _minerOf(uint64 sessionId, TaskWords storage words, uint256 terms, uint256 slot) internal view returns (address) {
        return _session.nodeAt(sessionId, TaskTerms.nodeOf(words, terms, slot));
    }

    /// @dev In one place: the call and its unpacking would be in the code nine times.
    function _parameters() internal view returns (QueueParameters memory) {
        return PackedParameters.unpack(_network.packedParameters());
    }

    function _requireBy(uint64 sessionId, uint64 taskId, uint256 deadline) internal view {
        if (block.timestamp > deadline) revert TaskDeadlinePassed(sessionId, taskId, uint64(deadline));
    }

    /// @dev A timeout move: the oracle after the deadline, anyone after the grace.
    function _requireAfter(uint64 sessionId, uint64 taskId, uint256 deadline, uint256 grace) internal view {
        if (block.timestamp > deadline + grace) return;
        if (!_isOracle()) revert TaskTooEarly(sessionId, taskId, uint64(deadline + grace));
        if (block.timestamp <= deadline) revert TaskTooEarly(sessionId, taskId, uint64(deadline));
    }

    function _requireCommitsEnded(uint64 sessionId, uint64 taskId, Progress memory p) internal view {
        if (p.committed == p.open) return;
        uint256 deadline = p.commitDeadline != 0 ? p.commitDeadline : p.commit(_parameters());
        if (block.timestamp <= deadline) revert TaskTooEarly(sessionId, taskId, uint64(deadline));
    }

    function _isOracle() internal view returns (bool) {
        return _iam.hasRole(NodeRole.Oracle, msg.sender);
    }
}
