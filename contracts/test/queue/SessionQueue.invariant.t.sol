// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../utils/Test.sol";
import {QueueHandler} from "./QueueHandler.sol";

/// @notice What holds whatever anybody does: protocol.md section 4 and the money of section 8.
/// No precommit after the first commit, no commit while a slot may still precommit and no move off the state table
/// are checked by the handler at each move.
contract SessionQueueInvariantTest is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    QueueHandler private _handler;

    function setUp() public {
        _handler = new QueueHandler();
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(_handler);
        bytes4[15] memory moves = [
            QueueHandler.submitRouted.selector,
            QueueHandler.submitOwned.selector,
            QueueHandler.assign.selector,
            QueueHandler.reassign.selector,
            QueueHandler.ack.selector,
            QueueHandler.decline.selector,
            QueueHandler.precommit.selector,
            QueueHandler.precommitAll.selector,
            QueueHandler.commit.selector,
            QueueHandler.commitAll.selector,
            QueueHandler.complete.selector,
            QueueHandler.fail.selector,
            QueueHandler.wait.selector,
            QueueHandler.withdrawAccount.selector,
            QueueHandler.withdrawSession.selector
        ];
        targets[0].selectors = new bytes4[](moves.length);
        for (uint256 i = 0; i < moves.length; ++i) {
            targets[0].selectors[i] = moves[i];
        }
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_moneyToTheWei() public view {
        _handler.checkMoney();
    }

    function invariant_tasksAreConsistent() public view {
        _handler.checkTasks();
    }

    /// @dev Runs at the end of every sequence: no task is stuck.
    function afterInvariant() external {
        _handler.endEverything();
        _handler.checkMoney();
    }

    /// @dev The handler's moves can reach both ends; without this the invariants might hold over nothing.
    function test_handler_reachesBothEnds() public {
        _handler.submitRouted(2, 3, 1e18);
        _handler.precommitAll(0);
        _handler.commitAll(0, 10, 10);
        _handler.complete(0, 3, 0);
        assertEq(_handler.completed(), 1, "completed");
        _handler.submitRouted(1, 0, 1e18);
        _handler.wait(0);
        _handler.fail(0, 0, 0);
        assertEq(_handler.failed(), 1, "failed");
        _handler.checkMoney();
    }
}
