// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IIam, NodeRole} from "../identity/IIam.sol";
import {INodePool, PoolState} from "./INodePool.sol";

/// @notice Implements INodePool, which is its document.
contract NodePool is INodePool {
    using EnumerableSet for EnumerableSet.AddressSet;

    struct Node {
        PoolState state;
        uint8 level;
        uint16 slots;
        bytes32[] models;
    }

    uint8 private constant MAX_LEVEL = 10;
    uint256 private constant MAX_SLOTS = 256;
    uint256 private constant MAX_MODELS = 32;
    /// @dev Offers one call of eligibleNodes looks at, so that its gas has a bound (about 5 million).
    uint256 private constant SCAN_LIMIT = 1_024;

    IIam private immutable _iam;
    mapping(address node => Node) private _nodes;
    /// @dev Nodes that offer a model, in order of offering; the last takes the place of one that leaves.
    mapping(bytes32 modelId => EnumerableSet.AddressSet) private _offers;
    uint256 private _count;

    /// @param iam knows miners and oracles
    constructor(IIam iam) {
        _iam = iam;
    }

    /// @inheritdoc INodePool
    function register(uint16 slots, bytes32[] calldata models) external {
        if (!_iam.hasRole(NodeRole.Miner, msg.sender)) revert PoolCallerNotMiner(msg.sender);
        if (slots == 0 || slots > MAX_SLOTS) revert PoolOfferInvalid("slots");
        if (models.length == 0 || models.length > MAX_MODELS) revert PoolOfferInvalid("models");

        Node storage entry = _nodes[msg.sender];
        bytes32[] memory old = entry.models;
        for (uint256 i = 0; i < old.length; ++i) {
            // Each model of the old offer has the node in its set.
            // slither-disable-next-line unused-return
            _offers[old[i]].remove(msg.sender);
        }
        for (uint256 i = 0; i < models.length; ++i) {
            if (!_offers[models[i]].add(msg.sender)) revert PoolOfferInvalid("models");
        }
        entry.slots = slots;
        entry.models = models;
        emit NodeRegistered(msg.sender, slots, models);

        if (entry.state == PoolState.None) {
            entry.state = PoolState.Registered;
            ++_count;
            emit NodeStateChanged(msg.sender, PoolState.None, PoolState.Registered);
        }
    }

    /// @inheritdoc INodePool
    function setState(address node_, PoolState to) external {
        Node storage entry = _knownNode(node_);
        PoolState from = entry.state;
        if (_allowed(from) & (1 << uint256(to)) == 0) revert PoolTransitionNotAllowed(node_, from, to);
        entry.state = to;
        emit NodeStateChanged(node_, from, to);
    }

    /// @inheritdoc INodePool
    function setLevel(address node_, uint8 level) external {
        Node storage entry = _knownNode(node_);
        if (level > MAX_LEVEL) revert PoolLevelOutOfRange(level);
        uint8 from = entry.level;
        entry.level = level;
        emit NodeLevelChanged(node_, from, level);
    }

    /// @inheritdoc INodePool
    function eligibleNodes(bytes32 modelId, uint8 minLevel, uint256 salt, uint256 max) external view returns (address[] memory found) {
        EnumerableSet.AddressSet storage offers = _offers[modelId];
        uint256 length = offers.length();
        uint256 scan = length < SCAN_LIMIT ? length : SCAN_LIMIT;
        found = new address[](max < scan ? max : scan);
        uint256 count = 0;
        for (uint256 i = 0; i < scan && count < found.length; ++i) {
            address candidate = offers.at(addmod(salt, i, length));
            Node storage entry = _nodes[candidate];
            if (entry.state == PoolState.Ephemeral && entry.level >= minLevel) found[count++] = candidate;
        }
        // Shorten the array in place to what was found: memory keeps its length in the first word.
        assembly ("memory-safe") {
            mstore(found, count)
        }
    }

    /// @inheritdoc INodePool
    function isEligible(address node_, bytes32 modelId, bool dedicated) external view returns (bool) {
        PoolState state = _nodes[node_].state;
        if (state != PoolState.Ephemeral && !(dedicated && state == PoolState.Dedicated)) return false;
        return _offers[modelId].contains(node_);
    }

    /// @inheritdoc INodePool
    function node(address node_) external view returns (PoolState state, uint8 level, uint16 slots, bytes32[] memory models) {
        Node storage entry = _nodes[node_];
        return (entry.state, entry.level, entry.slots, entry.models);
    }

    /// @inheritdoc INodePool
    function nodeCount() external view returns (uint256) {
        return _count;
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1";
    }

    function _knownNode(address node_) private view returns (Node storage entry) {
        if (!_iam.hasRole(NodeRole.Oracle, msg.sender)) revert PoolCallerNotOracle(msg.sender);
        entry = _nodes[node_];
        if (entry.state == PoolState.None) revert PoolNodeUnknown(node_);
    }

    /// @dev Bit n of the result stands for PoolState n.
    function _allowed(PoolState from) private pure returns (uint256) {
        uint256 banned = 1 << uint256(PoolState.Banned);
        uint256 probation = 1 << uint256(PoolState.Probation);
        uint256 ephemeral = 1 << uint256(PoolState.Ephemeral);
        uint256 dedicated = 1 << uint256(PoolState.Dedicated);
        uint256 stale = 1 << uint256(PoolState.Stale);
        uint256 suspended = 1 << uint256(PoolState.Suspended);
        if (from == PoolState.Registered) return banned | probation | ephemeral | dedicated;
        if (from == PoolState.Probation) return banned | ephemeral | suspended;
        if (from == PoolState.Ephemeral) return banned | dedicated | stale | suspended;
        if (from == PoolState.Dedicated) return banned | ephemeral | stale | suspended;
        if (from == PoolState.Stale || from == PoolState.Suspended) return banned | probation | ephemeral;
        return 0;
    }
}
