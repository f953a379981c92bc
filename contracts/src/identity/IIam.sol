// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a node does. An account may hold several roles.
enum NodeRole {
    Router,
    Miner,
    Oracle,
    Validator
}

/// @title Iam: which account is which kind of node
/// @notice A node registers for a role, the registrar grants it. A blocked account has no roles and gets none.
interface IIam {
    /// @notice The account is shut out.
    error IamAccountBlocked(address account);
    /// @notice Endpoints have 1..256 bytes.
    error IamEndpointInvalid(uint256 length);
    /// @notice The account did not register for this role.
    error IamNotRegistered(address account, NodeRole role);
    /// @notice The account holds the role already.
    error IamRoleHeld(address account, NodeRole role);
    /// @notice The account does not hold the role.
    error IamRoleNotHeld(address account, NodeRole role);
    /// @notice Only the Acl may do this.
    error IamCallerNotAcl(address caller);

    /// @notice A node asks for a role, or changes the endpoint of one it holds.
    event NodeRegistrationRequested(address indexed account, NodeRole indexed role, string endpoint);
    /// @notice An account holds a role from now on.
    event NodeRoleGranted(address indexed account, NodeRole indexed role, string endpoint);
    /// @notice An account lost a role; it must register again to get it back.
    event NodeRoleRevoked(address indexed account, NodeRole indexed role);

    /// @notice Node: ask for a role, or change the endpoint of one already held.
    /// @param endpoint where others reach it, 1..256 bytes, such as a URL; `-` for a node that only dials out
    function register(NodeRole role, string calldata endpoint) external;
    /// @notice Registrar: give a role to an account that registered for it.
    function grant(NodeRole role, address account) external;
    /// @notice Registrar: take a role. The account itself may also give its role back.
    function revoke(NodeRole role, address account) external;
    /// @notice Acl only: take all roles of a blocked account.
    function evict(address account) external;

    /// @notice Whether the account holds the role.
    function hasRole(NodeRole role, address account) external view returns (bool);
    /// @notice Endpoint given at registration, also before the grant.
    function endpointOf(NodeRole role, address account) external view returns (string memory);
    /// @notice How many accounts hold the router role.
    function routerCount() external view returns (uint256);
    /// @notice Router number `index`, 0 .. routerCount − 1; the last takes the place of one that leaves.
    function routerAt(uint256 index) external view returns (address);
}
