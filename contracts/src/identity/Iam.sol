// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IAcl} from "./IAcl.sol";
import {IIam, NodeRole} from "./IIam.sol";

/// @notice Implements IIam, which is its document.
contract Iam is IIam {
    using EnumerableSet for EnumerableSet.AddressSet;

    uint256 private constant MAX_ENDPOINT = 256;

    IAcl private immutable _acl;
    /// @dev Bit n stands for NodeRole n: one read answers hasRole.
    mapping(address account => uint256 bitmap) private _roles;
    mapping(address account => mapping(NodeRole role => string)) private _endpoints;
    EnumerableSet.AddressSet private _routers;

    /// @param acl knows registrar and blocked accounts
    constructor(IAcl acl) {
        _acl = acl;
    }

    /// @inheritdoc IIam
    function register(NodeRole role, string calldata endpoint) external {
        if (_acl.isBlocked(msg.sender)) revert IamAccountBlocked(msg.sender);
        uint256 length = bytes(endpoint).length;
        if (length == 0 || length > MAX_ENDPOINT) revert IamEndpointInvalid(length);
        _endpoints[msg.sender][role] = endpoint;
        emit NodeRegistrationRequested(msg.sender, role, endpoint);
    }

    /// @inheritdoc IIam
    function grant(NodeRole role, address account) external {
        _acl.requireRegistrar(msg.sender);
        if (_acl.isBlocked(account)) revert IamAccountBlocked(account);
        string memory endpoint = _endpoints[account][role];
        if (bytes(endpoint).length == 0) revert IamNotRegistered(account, role);
        if (hasRole(role, account)) revert IamRoleHeld(account, role);
        _roles[account] |= _bit(role);
        // The role was not held, so the router is new to the set.
        // slither-disable-next-line unused-return
        if (role == NodeRole.Router) _routers.add(account);
        emit NodeRoleGranted(account, role, endpoint);
    }

    /// @inheritdoc IIam
    function revoke(NodeRole role, address account) external {
        if (msg.sender != account) _acl.requireRegistrar(msg.sender);
        if (!hasRole(role, account)) revert IamRoleNotHeld(account, role);
        _take(role, account);
    }

    /// @inheritdoc IIam
    function evict(address account) external {
        if (msg.sender != address(_acl)) revert IamCallerNotAcl(msg.sender);
        for (uint256 i = 0; i <= uint256(type(NodeRole).max); ++i) {
            NodeRole role = NodeRole(i);
            if (hasRole(role, account)) _take(role, account);
            else delete _endpoints[account][role];
        }
    }

    /// @inheritdoc IIam
    function hasRole(NodeRole role, address account) public view returns (bool) {
        return _roles[account] & _bit(role) != 0;
    }

    /// @inheritdoc IIam
    function endpointOf(NodeRole role, address account) external view returns (string memory) {
        return _endpoints[account][role];
    }

    /// @inheritdoc IIam
    function routerCount() external view returns (uint256) {
        return _routers.length();
    }

    /// @inheritdoc IIam
    function routerAt(uint256 index) external view returns (address) {
        return _routers.at(index);
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1";
    }

    function _take(NodeRole role, address account) private {
        _roles[account] &= ~_bit(role);
        delete _endpoints[account][role];
        // The role was held, so the router is in the set.
        // slither-disable-next-line unused-return
        if (role == NodeRole.Router) _routers.remove(account);
        emit NodeRoleRevoked(account, role);
    }

    function _bit(NodeRole role) private pure returns (uint256) {
        return 1 << uint256(role);
    }
}
