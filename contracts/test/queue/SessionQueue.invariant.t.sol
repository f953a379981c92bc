// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FailReason, ISessionQueue} from "../../src/queue/ISessionQueue.sol";
import {InvariantTest} from "../utils/InvariantTest.sol";
import {QueueHandler} from "./QueueHandler.sol";

/// @notice What holds whatever anybody does: protocol.md section 4 and the money of section 8.
/// No precommit after the first commit, no commit while a slot may still precommit and no move off the state table
/// are checked by the handler at each move.
contract SessionQueueInvariantTest is InvariantTest {
    QueueHandler private _handler;

    function setUp() public {
        _handler = new QueueHandler();
        bytes4[] memory moves = new bytes4[](19);
        moves[0] = QueueHandler.submitRouted.selector;
        moves[1] = QueueHandler.submitOwned.selector;
        moves[2] = QueueHandler.assign.selector;
        moves[3] = QueueHandler.reassign.selector;
        moves[4] = QueueHandler.ack.selector;
        moves[5] = QueueHandler.decline.selector;
        moves[6] = QueueHandler.precommit.selector;
        moves[7] = QueueHandler.precommitAll.selector;
        moves[8] = QueueHandler.commit.selector;
        moves[9] = QueueHandler.commitAll.selector;
        moves[10] = QueueHandler.complete.selector;
        moves[11] = QueueHandler.fail.selector;
        moves[12] = QueueHandler.wait.selector;
        moves[13] = QueueHandler.withdrawAccount.selector;
        moves[14] = QueueHandler.withdrawSession.selector;
        moves[15] = QueueHandler.serve.selector;
        moves[16] = QueueHandler.freeze.selector;
        moves[17] = QueueHandler.disagree.selector;
        moves[18] = QueueHandler.deliver.selector;
        useHandler(address(_handler), moves);
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

    /// @dev Random moves get everywhere; without this the invariants might hold over nothing.
    function test_handler_reachesEveryMoveAndBothEnds() public {
        for (uint256 seed = 1; seed <= 24; ++seed) {
            walk(seed, 96);
            _handler.endEverything();
        }
        reached("submit", _handler.accepted(ISessionQueue.submit.selector), 8);
        reached("assign", _handler.accepted(ISessionQueue.assign.selector), 8);
        reached("reassign", _handler.accepted(ISessionQueue.reassign.selector), 4);
        reached("ack", _handler.accepted(ISessionQueue.ack.selector), 2);
        reached("decline", _handler.accepted(ISessionQueue.decline.selector), 2);
        reached("precommit", _handler.accepted(ISessionQueue.precommit.selector), 8);
        reached("commit", _handler.accepted(ISessionQueue.commit.selector), 8);
        reached("deliver", _handler.accepted(ISessionQueue.deliver.selector), 4);
        reached("complete", _handler.completed(), 4);
        reached("fail", _handler.failed(), 8);
        reached("fail: not assigned", _handler.failedFor(FailReason.NotAssigned), 1);
        reached("fail: too few precommits", _handler.failedFor(FailReason.TooFewPrecommits), 1);
        reached("fail: too few commits", _handler.failedFor(FailReason.TooFewCommits), 1);
        reached("fail: no agreement", _handler.failedFor(FailReason.NoAgreement), 1);
        reached("fail: not completed", _handler.failedFor(FailReason.NotCompleted), 1);
        reached("attempts on a frozen set", _handler.thawAttempts(), 60);
        allReached();
        _handler.checkMoney();
        _handler.checkTasks();
    }
}
