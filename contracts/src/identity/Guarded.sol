// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {IAcl} from "./IAcl.sol";

/// @title Guarded: a module the guardian can pause
/// @notice Pausing stops what brings new work or money in; exits are never paused.
abstract contract Guarded is Pausable {
    IAcl private immutable _acl;

    /// @param acl_ knows the guardian
    constructor(IAcl acl_) {
        _acl = acl_;
    }

    /// @notice Guardian: stop new work.
    function pause() external {
        _acl.requireGuardian(msg.sender);
        _pause();
    }

    /// @notice Guardian: take new work again.
    function unpause() external {
        _acl.requireGuardian(msg.sender);
        _unpause();
    }

    /// @notice Version of this contract.
    function version() external pure virtual returns (string memory) {
        return "1";
    }

    /// @notice Where the guardian is looked up.
    function acl() external view returns (address) {
        return address(_acl);
    }
}
