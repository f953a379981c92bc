// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";

/// @notice A test whose invariants are checked between random calls of a handler's moves.
abstract contract InvariantTest is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// @dev Forge prints it: the call summary of a walk.
    event log_named_uint(string key, uint256 val);

    address private _target;
    bytes4[] private _moves;
    string private _missed;

    function useHandler(address handler, bytes4[] memory moves) internal {
        _target = handler;
        _moves = moves;
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = _target;
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(_target, _moves);
    }

    /// @notice `steps` moves with arguments drawn from `seed`: the same walk each time, so that a test can count what it reached.
    /// Moves take at most four words; what a move does not take is ignored.
    function walk(uint256 seed, uint256 steps) internal {
        for (uint256 i = 0; i < steps; ++i) {
            uint256 chance = uint256(keccak256(abi.encode(seed, i)));
            bytes4 move = _moves[chance % _moves.length];
            bytes memory data = abi.encodeWithSelector(move, word(chance, 1), word(chance, 2), word(chance, 3), word(chance, 4));
            (bool ok, bytes memory reason) = _target.call(data);
            if (!ok) revert WrongError(reason, "");
        }
    }

    /// @notice Notes how often a walk did this. `allReached` fails when it was not often enough.
    function reached(string memory what, uint256 times, uint256 atLeast) internal {
        emit log_named_uint(what, times);
        if (times < atLeast) _missed = string.concat(_missed, " ", what);
    }

    function allReached() internal view {
        assertTrue(bytes(_missed).length == 0, string.concat("too seldom:", _missed));
    }

    function word(uint256 chance, uint256 i) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(chance, i)));
    }
}
