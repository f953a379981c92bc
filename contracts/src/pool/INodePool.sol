// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where a node stands in the pool. Same order as `Cortensor.Protocol.Pool.PoolState`.
enum PoolState {
    None,
    Registered,
    Probation,
    Ephemeral,
    Reserved, // reserved value
    Recheck, // reserved value
    Dedicated,
    Stale,
    Suspended,
    Banned
}

/// @title NodePool: which nodes may serve sessions
interface INodePool {
    /// @notice The caller does not hold the miner role.
    error PoolCallerNotMiner(address caller);
    /// @notice Only the oracle role may do this.
    error PoolCallerNotOracle(address caller);
    /// @notice The node never registered.
    error PoolNodeUnknown(address node);
    /// @notice This change of state is not in the table.
    error PoolTransitionNotAllowed(address node, PoolState from, PoolState to);
    /// @notice 0..10.
    error PoolLevelOutOfRange(uint8 level);
    /// @notice Slots must be 1..256, models 1..32 without repeats.
    error PoolOfferInvalid(string field);

    /// @notice A node announced itself or changed its offer.
    event NodeRegistered(address indexed node, uint16 slots, bytes32[] models);
    /// @notice A node stands elsewhere in the pool now; sessions ask at each assignment.
    event NodeStateChanged(address indexed node, PoolState from, PoolState to);
    /// @notice A node's level, 0..10, changed; it counts when a session fills its list.
    event NodeLevelChanged(address indexed node, uint8 from, uint8 to);

    /// @notice Miner: announce slots and models; again to change them. A new node becomes Registered.
    function register(uint16 slots, bytes32[] calldata models) external;
    /// @notice Oracle: Registered → Probation | Ephemeral | Dedicated | Banned; Probation → Ephemeral | Suspended | Banned; Ephemeral ↔ Dedicated, Stale, Suspended; any → Banned; Stale/Suspended → Probation | Ephemeral.
    function setState(address node, PoolState to) external;
    /// @notice Oracle: set a node's level, 0..10.
    function setLevel(address node, uint8 level) external;

    /// @notice Ephemeral nodes that offer the model at `minLevel` or above, at most `max`, starting at a rotation decided by `salt`.
    function eligibleNodes(bytes32 modelId, uint8 minLevel, uint256 salt, uint256 max) external view returns (address[] memory);
    /// @notice Whether the node is Ephemeral (or Dedicated, when asked) and offers the model.
    function isEligible(address node, bytes32 modelId, bool dedicated) external view returns (bool);
    /// @notice What is known of a node; state None and an empty offer when it never registered.
    function node(address node) external view returns (PoolState state, uint8 level, uint16 slots, bytes32[] memory models);
    /// @notice How many nodes have ever registered.
    function nodeCount() external view returns (uint256);
}
