// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @notice What a test needs besides the contracts: cheat codes and assertions that say what differs.
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    /// @notice Forge asks every test contract for this.
    bool public constant IS_TEST = true;

    error NotEqual(string what, uint256 actual, uint256 expected);
    error NotTrue(string what);
    error WrongError(bytes actual, bytes expected);

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(what, actual, expected);
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(what, uint160(actual), uint160(expected));
    }

    function assertEq(bytes32 actual, bytes32 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(what, uint256(actual), uint256(expected));
    }

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert NotTrue(what);
    }

    /// @notice Now. Within one function the compiler takes block.timestamp for constant, even across a warp.
    function time() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    /// @notice Fails unless the call by `caller` is refused with exactly this error.
    function refuses(address target, address caller, bytes memory data, bytes memory expected) internal {
        vm.prank(caller);
        (bool ok, bytes memory actual) = target.call(data);
        if (ok) revert NotTrue("the call should have been refused");
        if (keccak256(actual) != keccak256(expected)) revert WrongError(actual, expected);
    }

    /// @notice `value` folded into min..max.
    function bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        return min + value % (max - min + 1);
    }
}
