// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authority} from "../queue/ISessionQueue.sol";

/// @notice Same order as `Cortensor.Protocol.Sessions.SessionState`.
enum SessionState {
    Created, // waits for nodes
    Active, // takes tasks
    Closed, // by its owner
    Expired // by time
}

/// @notice Where the session's nodes come from.
enum SessionMode {
    Ephemeral,
    Hybrid, // reserved value
    Dedicated
}

/// @notice Service level: which node levels are asked and the price factor 1.0 / 1.5 / 2.5.
enum Sla {
    Low,
    Medium,
    High
}

/// @notice How tasks are settled.
enum Settlement {
    OnChain,
    Batched // reserved value
}

/// @notice What must hold before a task is paid.
enum ProofKind {
    None,
    Agreement,
    Audit, // reserved value
    Both // reserved value
}

/// @notice Who can read prompts and answers.
enum Privacy {
    Open,
    Encrypted // reserved value
}

/// @notice What a client asks of a session.
/// @param name 1..64 bytes, for people
/// @param metadataCid sha-256 digest of a metadata object, or zero
/// @param modelId keccak256 of the catalogue name
/// @param minNodes nodes needed to be Active, 1..maxNodes and at least `redundancy`
/// @param maxNodes nodes in the list at most, 1..256
/// @param redundancy answers per task, 1..16
/// @param validators reserved for audits, 0..8
/// @param reserveNodes reserved: must be false
/// @param reservePeriod seconds from activation until the session may be expired; 0 = never
/// @param maxTasksPerNode tasks one node may hold at once; 0 = as many as it has slots (a router rule)
/// @param isPublic anyone may read the payloads
/// @param maxPricePer1kInput wei of COR the owner accepts per 1,000 prompt tokens, SLA factor included
/// @param maxPricePer1kOutput the same for generated tokens
struct SessionConfig {
    string name;
    bytes32 metadataCid;
    bytes32 modelId;
    SessionMode mode;
    Sla sla;
    uint16 minNodes;
    uint16 maxNodes;
    uint8 redundancy;
    uint8 validators;
    bool reserveNodes;
    uint32 reservePeriod;
    uint32 maxTasksPerNode;
    Settlement settlement;
    ProofKind proof;
    Privacy privacy;
    bool isPublic;
    uint128 maxPricePer1kInput;
    uint128 maxPricePer1kOutput;
}

/// @notice What the queue needs to know at submit.
/// @param owner who pays
/// @param modelId keccak256 of the catalogue name
/// @param sla price factor
/// @param redundancy answers wanted, 1..16
/// @param proof what must hold before the task is paid
/// @param maxPricePer1kInput wei of COR accepted per 1,000 prompt tokens, SLA factor included
/// @param maxPricePer1kOutput the same for generated tokens
struct SessionTerms {
    address owner;
    bytes32 modelId;
    Sla sla;
    uint8 redundancy;
    ProofKind proof;
    uint128 maxPricePer1kInput;
    uint128 maxPricePer1kOutput;
}

/// @title Session: who may ask, which model, how many miners, at which price
interface ISession {
    /// @notice No session has this id.
    error SessionNotFound(uint64 sessionId);
    /// @notice The call is not legal in this state. Bit n of `allowed` stands for SessionState n.
    error SessionUnexpectedState(uint64 sessionId, SessionState current, uint8 allowed);
    /// @notice Only the owner may do this.
    error SessionCallerNotOwner(uint64 sessionId, address caller);
    /// @notice Only the SessionQueue may do this.
    error SessionCallerNotQueue(address caller);
    /// @notice A field of the config is outside its range; `field` is its name.
    error SessionConfigInvalid(string field);
    /// @notice A reserved value was asked for; `field` is its name.
    error SessionConfigReserved(string field);
    /// @notice The submitter has neither the owner's signature nor enough allowance left in this epoch.
    error SessionAllowanceExceeded(uint64 sessionId, address router, uint256 asked, uint256 left);
    /// @notice The signature is not the owner's over this request.
    error SessionAuthorityInvalid(uint64 sessionId);
    /// @notice The signature has expired, unix seconds.
    error SessionAuthorityExpired(uint64 sessionId, uint64 expiry);
    /// @notice The nonce was used before.
    error SessionAuthorityUsed(uint64 sessionId, uint256 nonce);
    /// @notice A withdrawal was requested: no new tasks until it is done or cancelled.
    error SessionWithdrawing(uint64 sessionId);
    /// @notice The node is not eligible for this session.
    error SessionNodeNotEligible(uint64 sessionId, address node);
    /// @notice The node is already in the list.
    error SessionNodeAlreadyListed(uint64 sessionId, address node);
    /// @notice The node list is full.
    error SessionNodeListFull(uint64 sessionId, uint16 maxNodes);
    /// @notice The address does not hold the router role.
    error SessionNotARouter(address router);
    /// @notice The session does not end before this unix second.
    error SessionNotExpiredYet(uint64 sessionId, uint64 expiresAt);

    /// @notice A session was created. `router` was chosen by rotation, zero when there is none.
    event SessionCreated(uint64 indexed sessionId, address indexed owner, address indexed router, SessionConfig config);
    /// @notice A node took the next index of the session's list.
    event SessionNodeAdded(uint64 indexed sessionId, address indexed node, uint8 index);
    /// @notice A node left; its index is never reused.
    event SessionNodeRemoved(uint64 indexed sessionId, address indexed node, uint8 index);
    /// @notice Enough nodes: tasks are taken. `expiresAt` is zero for never.
    event SessionActivated(uint64 indexed sessionId, uint64 expiresAt);
    /// @notice The owner closed the session.
    event SessionClosed(uint64 indexed sessionId);
    /// @notice The session's time ended.
    event SessionExpired(uint64 indexed sessionId);
    /// @notice The owner chose another router.
    event SessionRouterChanged(uint64 indexed sessionId, address indexed router);
    /// @notice The owner lets a router spend this many wei per epoch.
    event RouterAllowanceChanged(uint64 indexed sessionId, address indexed router, uint256 perEpoch);
    /// @notice An allowance was used.
    event RouterAllowanceSpent(uint64 indexed sessionId, address indexed router, uint64 epoch, uint256 spent);
    /// @notice A signed request was used.
    event AuthorityUsed(uint64 indexed sessionId, uint256 nonce);

    /// @notice Create a session owned by the caller; fills the node list from the pool (ephemeral mode) and activates when there are enough.
    function create(SessionConfig calldata config) external returns (uint64 sessionId);
    /// @notice Add eligible pool nodes up to maxNodes, and activate when there are enough. Anyone may call.
    function fill(uint64 sessionId) external returns (uint16 added);
    /// @notice Owner: add an eligible node to a dedicated session (other modes: SessionConfigInvalid("mode")).
    function addDedicatedNode(uint64 sessionId, address node) external;
    /// @notice Owner: take a node off the list of a dedicated session. A node that is not listed: SessionNodeNotEligible.
    function removeDedicatedNode(uint64 sessionId, address node) external;
    /// @notice Owner: choose another router.
    function setRouter(uint64 sessionId, address router) external;
    /// @notice Owner: let a router spend up to `perEpoch` wei of ceilings per epoch without a signature per task. 0 takes it back.
    /// More than 2^112 − 1 wei, five million times all COR, counts as that.
    function setRouterAllowance(uint64 sessionId, address router, uint256 perEpoch) external;
    /// @notice Owner: end the session.
    function close(uint64 sessionId) external;
    /// @notice Anyone: end a session whose time is over.
    function expire(uint64 sessionId) external;

    /// @notice SessionQueue only: check and use up the authority for one task.
    /// @return terms what the queue needs to know
    function authorize(uint64 sessionId, address submitter, bytes32 requestDigest, uint256 maxCost, Authority calldata authority)
        external
        returns (SessionTerms memory terms);

    /// @notice For each index whether a node is listed there and eligible now for the session's model.
    function areEligible(uint64 sessionId, uint8[] calldata indexes) external view returns (bool[] memory);
    /// @notice Address at `index`, also when removed or no longer eligible; zero when there is none.
    function nodeAt(uint64 sessionId, uint8 index) external view returns (address);
    /// @notice The whole list; removed nodes are zero.
    function nodes(uint64 sessionId) external view returns (address[] memory);
    /// @notice What the session was created with.
    function config(uint64 sessionId) external view returns (SessionConfig memory);
    /// @notice Where the session stands. A session whose time is over stays Active until somebody calls `expire`.
    function state(uint64 sessionId) external view returns (SessionState);
    /// @notice Who created the session and may withdraw its money.
    function ownerOf(uint64 sessionId) external view returns (address);
    /// @notice What must hold before a task of the session is paid.
    function proofOf(uint64 sessionId) external view returns (ProofKind);
    /// @notice The session's router, zero when there was none at creation; an allowance may name others.
    function routerOf(uint64 sessionId) external view returns (address);
    /// @notice Unix seconds from which the session may be expired; 0 = never, or not yet Active.
    function expiresAt(uint64 sessionId) external view returns (uint64);
    /// @notice EIP-712 digest the owner signs to allow one task.
    function taskRequestDigest(uint64 sessionId, bytes32 requestDigest, uint256 maxCost, uint256 nonce, uint256 expiry)
        external
        view
        returns (bytes32);
    /// @notice Whether any router has an allowance above zero.
    function hasAllowance(uint64 sessionId) external view returns (bool);
    /// @notice Wei the router may still spend in the current epoch.
    function allowanceLeft(uint64 sessionId, address router) external view returns (uint256);
    /// @notice How many sessions were created; ids are 1..sessionCount.
    function sessionCount() external view returns (uint64);
}
