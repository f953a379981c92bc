// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {IAcl} from "./IAcl.sol";
import {IIam} from "./IIam.sol";

/// @notice Implements IAcl, which is its document.
contract Acl is IAcl, AccessControl {
    /// @notice Pauses modules and blocks accounts.
    bytes32 public constant GUARDIAN_ROLE = keccak256("GUARDIAN_ROLE");
    /// @notice Grants and revokes node roles.
    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR_ROLE");

    IIam private immutable _iam;
    mapping(address account => bool) private _blocked;

    /// @param iam node roles; blocking an account takes them
    /// @param admin gets DEFAULT_ADMIN_ROLE, GUARDIAN_ROLE and REGISTRAR_ROLE
    constructor(IIam iam, address admin) {
        _iam = iam;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(GUARDIAN_ROLE, admin);
        _grantRole(REGISTRAR_ROLE, admin);
    }

    /// @inheritdoc IAcl
    function setBlocked(address account, bool blocked) external {
        requireGuardian(msg.sender);
        _blocked[account] = blocked;
        emit AccountBlocked(account, blocked);
        if (blocked) _iam.evict(account);
    }

    /// @inheritdoc IAcl
    function requireGuardian(address account) public view {
        if (!hasRole(GUARDIAN_ROLE, account)) revert AclCallerNotGuardian(account);
    }

    /// @inheritdoc IAcl
    function requireRegistrar(address account) external view {
        if (!hasRole(REGISTRAR_ROLE, account)) revert AclCallerNotRegistrar(account);
    }

    /// @inheritdoc IAcl
    function isBlocked(address account) external view returns (bool) {
        return _blocked[account];
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1";
    }
}
