// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAcl} from "../identity/IAcl.sol";
import {Guarded} from "../identity/Guarded.sol";
import {IIam, NodeRole} from "../identity/IIam.sol";
import {ISessionPayment} from "../payment/ISessionPayment.sol";
import {INodePool} from "../pool/INodePool.sol";
import {Authority} from "../queue/ISessionQueue.sol";
import {ISession, ProofKind, SessionConfig, SessionMode, SessionState, SessionTerms, Sla} from "./ISession.sol";
import {SessionAuthority} from "./SessionAuthority.sol";
import {SessionConfigs} from "./SessionConfigs.sol";

/// @notice Implements ISession, which is its document.
contract Session is SessionAuthority, Guarded {
    /// @dev What every task needs, in one word; mode, sla, redundancy and proof repeat the config to save its read.
    struct Record {
        address owner;
        SessionState state;
        SessionMode mode;
        Sla sla;
        uint8 redundancy;
        ProofKind proof;
        uint16 nodeCount; // indexes given, those of removed nodes included
        uint16 allowances; // routers with an allowance above zero
        address router;
        uint64 expiresAt;
    }

    struct ListedNode {
        address node;
        bool removed;
    }

    uint8 private constant CREATED = 1; // bit of SessionState.Created
    uint8 private constant ACTIVE = 2; // bit of SessionState.Active

    IIam private immutable _iam;
    INodePool private immutable _pool;
    ISessionPayment private immutable _payment;
    address private immutable _queue;

    uint64 private _count;
    mapping(uint64 sessionId => Record) private _records;
    mapping(uint64 sessionId => SessionConfig) private _configs;
    mapping(uint64 sessionId => mapping(uint256 index => ListedNode)) private _nodes;

    /// @param acl_ knows the guardian
    /// @param iam_ knows the routers
    /// @param pool_ knows which nodes are eligible
    /// @param payment_ knows pending withdrawals
    /// @param queue_ the only one that may use up authority
    constructor(IAcl acl_, IIam iam_, INodePool pool_, ISessionPayment payment_, address queue_) Guarded(acl_) {
        _iam = iam_;
        _pool = pool_;
        _payment = payment_;
        _queue = queue_;
    }

    /// @inheritdoc ISession
    function create(SessionConfig calldata config_) external whenNotPaused returns (uint64 sessionId) {
        SessionConfigs.check(config_);
        sessionId = ++_count;
        Record storage record = _records[sessionId];
        record.owner = msg.sender;
        record.mode = config_.mode;
        record.sla = config_.sla;
        record.redundancy = config_.redundancy;
        record.proof = config_.proof;
        uint256 routers = _iam.routerCount();
        address router = routers == 0 ? address(0) : _iam.routerAt(sessionId % routers);
        record.router = router;
        _configs[sessionId] = config_;
        emit SessionCreated(sessionId, msg.sender, router, config_);
        if (config_.mode == SessionMode.Ephemeral) _fill(sessionId, record);
    }

    /// @inheritdoc ISession
    function fill(uint64 sessionId) external whenNotPaused returns (uint16 added) {
        Record storage record = _require(sessionId, CREATED | ACTIVE);
        if (record.mode != SessionMode.Ephemeral) revert SessionConfigInvalid("mode");
        return _fill(sessionId, record);
    }

    /// @inheritdoc ISession
    function addDedicatedNode(uint64 sessionId, address node) external {
        Record storage record = _requireOwned(sessionId, CREATED | ACTIVE);
        if (record.mode != SessionMode.Dedicated) revert SessionConfigInvalid("mode");
        bytes32 modelId = _configs[sessionId].modelId;
        if (!_pool.isEligible(node, modelId, true)) revert SessionNodeNotEligible(sessionId, node);
        uint16 count = record.nodeCount;
        if (_indexOf(sessionId, count, node) != count) revert SessionNodeAlreadyListed(sessionId, node);
        uint16 maxNodes = _configs[sessionId].maxNodes;
        if (count >= maxNodes) revert SessionNodeListFull(sessionId, maxNodes);
        _add(sessionId, count, node);
        record.nodeCount = count + 1;
        _activate(sessionId, record, modelId);
    }

    /// @inheritdoc ISession
    function removeDedicatedNode(uint64 sessionId, address node) external {
        Record storage record = _requireOwned(sessionId, CREATED | ACTIVE);
        if (record.mode != SessionMode.Dedicated) revert SessionConfigInvalid("mode");
        uint16 count = record.nodeCount;
        uint256 index = _indexOf(sessionId, count, node);
        if (index == count) revert SessionNodeNotEligible(sessionId, node);
        _nodes[sessionId][index].removed = true;
        emit SessionNodeRemoved(sessionId, node, uint8(index));
    }

    /// @inheritdoc ISession
    function setRouter(uint64 sessionId, address router) external {
        Record storage record = _requireOwned(sessionId, CREATED | ACTIVE);
        if (!_iam.hasRole(NodeRole.Router, router)) revert SessionNotARouter(router);
        record.router = router;
        emit SessionRouterChanged(sessionId, router);
    }

    /// @inheritdoc ISession
    /// @dev Legal in every state: the owner of an ended session takes allowances back to withdraw at once.
    function setRouterAllowance(uint64 sessionId, address router, uint256 perEpoch) external {
        Record storage record = _requireOwned(sessionId, type(uint8).max);
        if (perEpoch != 0 && !_iam.hasRole(NodeRole.Router, router)) revert SessionNotARouter(router);
        int8 change = _setAllowance(sessionId, router, perEpoch);
        if (change > 0) ++record.allowances;
        if (change < 0) --record.allowances;
    }

    /// @inheritdoc ISession
    function close(uint64 sessionId) external {
        Record storage record = _requireOwned(sessionId, CREATED | ACTIVE);
        record.state = SessionState.Closed;
        emit SessionClosed(sessionId);
    }

    /// @inheritdoc ISession
    function expire(uint64 sessionId) external {
        Record storage record = _require(sessionId, ACTIVE);
        uint64 due = record.expiresAt;
        if (due == 0 || block.timestamp < due) revert SessionNotExpiredYet(sessionId, due);
        record.state = SessionState.Expired;
        emit SessionExpired(sessionId);
    }

    /// @inheritdoc ISession
    function authorize(uint64 sessionId, address submitter, bytes32 requestDigest, uint256 maxCost, Authority calldata authority)
        external
        returns (SessionTerms memory terms)
    {
        if (msg.sender != _queue) revert SessionCallerNotQueue(msg.sender);
        Record storage record = _require(sessionId, ACTIVE);
        if (_payment.withdrawNotBefore(sessionId) != 0) revert SessionWithdrawing(sessionId);
        SessionConfig storage config_ = _configs[sessionId];
        terms = SessionTerms({
            owner: record.owner,
            modelId: config_.modelId,
            sla: record.sla,
            redundancy: record.redundancy,
            proof: record.proof,
            maxPricePer1kInput: config_.maxPricePer1kInput,
            maxPricePer1kOutput: config_.maxPricePer1kOutput
        });
        if (submitter == terms.owner) return terms;
        if (!_iam.hasRole(NodeRole.Router, submitter)) revert SessionNotARouter(submitter);
        if (authority.signature.length == 0) _spendAllowance(sessionId, submitter, maxCost);
        else _useSignature(sessionId, terms.owner, requestDigest, maxCost, authority);
    }

    /// @inheritdoc ISession
    function areEligible(uint64 sessionId, uint8[] calldata indexes) external view returns (bool[] memory eligible) {
        eligible = new bool[](indexes.length);
        bool dedicated = _records[sessionId].mode == SessionMode.Dedicated;
        bytes32 modelId = _configs[sessionId].modelId;
        for (uint256 i = 0; i < indexes.length; ++i) {
            ListedNode memory listed = _nodes[sessionId][indexes[i]];
            eligible[i] = listed.node != address(0) && !listed.removed && _pool.isEligible(listed.node, modelId, dedicated);
        }
    }

    /// @inheritdoc ISession
    function nodeAt(uint64 sessionId, uint8 index) external view returns (address) {
        return _nodes[sessionId][index].node;
    }

    /// @inheritdoc ISession
    function nodes(uint64 sessionId) external view returns (address[] memory list) {
        list = new address[](_require(sessionId, type(uint8).max).nodeCount);
        for (uint256 i = 0; i < list.length; ++i) {
            ListedNode storage listed = _nodes[sessionId][i];
            if (!listed.removed) list[i] = listed.node;
        }
    }

    /// @inheritdoc ISession
    function config(uint64 sessionId) external view returns (SessionConfig memory) {
        _require(sessionId, type(uint8).max);
        return _configs[sessionId];
    }

    /// @inheritdoc ISession
    function state(uint64 sessionId) external view returns (SessionState) {
        return _require(sessionId, type(uint8).max).state;
    }

    /// @inheritdoc ISession
    function ownerOf(uint64 sessionId) external view returns (address) {
        return _require(sessionId, type(uint8).max).owner;
    }

    /// @inheritdoc ISession
    function proofOf(uint64 sessionId) external view returns (ProofKind) {
        return _require(sessionId, type(uint8).max).proof;
    }

    /// @inheritdoc ISession
    function routerOf(uint64 sessionId) external view returns (address) {
        return _require(sessionId, type(uint8).max).router;
    }

    /// @inheritdoc ISession
    function expiresAt(uint64 sessionId) external view returns (uint64) {
        return _require(sessionId, type(uint8).max).expiresAt;
    }

    /// @inheritdoc ISession
    function hasAllowance(uint64 sessionId) external view returns (bool) {
        return _require(sessionId, type(uint8).max).allowances != 0;
    }

    /// @inheritdoc ISession
    function sessionCount() external view returns (uint64) {
        return _count;
    }

    /// @dev Asks the pool for maxNodes nodes: as many as fit are new even if every listed node is among them.
    function _fill(uint64 sessionId, Record storage record) private returns (uint16 added) {
        SessionConfig storage config_ = _configs[sessionId];
        bytes32 modelId = config_.modelId;
        uint16 maxNodes = config_.maxNodes;
        uint16 before = record.nodeCount;
        uint16 count = before;
        address[] memory found = _pool.eligibleNodes(modelId, SessionConfigs.minLevel(record.sla), sessionId, maxNodes);
        for (uint256 i = 0; i < found.length && count < maxNodes; ++i) {
            if (before != 0 && _indexOf(sessionId, before, found[i]) != before) continue;
            _add(sessionId, count++, found[i]);
        }
        record.nodeCount = count;
        added = count - before;
        _activate(sessionId, record, modelId);
    }

    function _add(uint64 sessionId, uint16 index, address node) private {
        _nodes[sessionId][index] = ListedNode(node, false);
        emit SessionNodeAdded(sessionId, node, uint8(index));
    }

    /// @dev Active needs minNodes nodes that are eligible now.
    function _activate(uint64 sessionId, Record storage record, bytes32 modelId) private {
        if (record.state != SessionState.Created) return;
        uint256 missing = _configs[sessionId].minNodes;
        uint256 count = record.nodeCount;
        bool dedicated = record.mode == SessionMode.Dedicated;
        for (uint256 i = 0; i < count && missing != 0; ++i) {
            ListedNode memory listed = _nodes[sessionId][i];
            if (!listed.removed && _pool.isEligible(listed.node, modelId, dedicated)) --missing;
        }
        if (missing != 0) return;
        uint32 period = _configs[sessionId].reservePeriod;
        uint64 due = period == 0 ? 0 : uint64(block.timestamp) + period;
        record.state = SessionState.Active;
        record.expiresAt = due;
        emit SessionActivated(sessionId, due);
    }

    /// @return index of the listed node, or `count` when it is not listed
    function _indexOf(uint64 sessionId, uint256 count, address node) private view returns (uint256 index) {
        for (; index < count; ++index) {
            ListedNode memory listed = _nodes[sessionId][index];
            if (listed.node == node && !listed.removed) break;
        }
    }

    function _require(uint64 sessionId, uint8 allowed) private view returns (Record storage record) {
        record = _records[sessionId];
        if (record.owner == address(0)) revert SessionNotFound(sessionId);
        SessionState current = record.state;
        if (allowed & (1 << uint8(current)) == 0) revert SessionUnexpectedState(sessionId, current, allowed);
    }

    function _requireOwned(uint64 sessionId, uint8 allowed) private view returns (Record storage record) {
        record = _require(sessionId, allowed);
        if (record.owner != msg.sender) revert SessionCallerNotOwner(sessionId, msg.sender);
    }
}
