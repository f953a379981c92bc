// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Acl: who may administer the network, and who is shut out of it
/// @notice Roles are those of OpenZeppelin AccessControl: DEFAULT_ADMIN_ROLE gives roles, GUARDIAN_ROLE pauses and blocks, REGISTRAR_ROLE admits nodes.
interface IAcl {
    /// @notice Only the guardian may do this.
    error AclCallerNotGuardian(address caller);
    /// @notice Only the registrar may do this.
    error AclCallerNotRegistrar(address caller);

    /// @notice An account was shut out, or let in again. Shutting out takes all its node roles.
    event AccountBlocked(address indexed account, bool blocked);

    /// @notice Guardian: shut an account out, or let it in again.
    function setBlocked(address account, bool blocked) external;
    /// @notice Reverts with AclCallerNotGuardian unless `account` is a guardian.
    function requireGuardian(address account) external view;
    /// @notice Reverts with AclCallerNotRegistrar unless `account` is a registrar.
    function requireRegistrar(address account) external view;
    /// @notice Whether the account is shut out.
    function isBlocked(address account) external view returns (bool);
}
