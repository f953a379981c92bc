// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISessionPayment} from "../../src/payment/ISessionPayment.sol";
import {PoolState} from "../../src/pool/INodePool.sol";
import {DeclineReason, FailReason, ISessionQueue, TaskState} from "../../src/queue/ISessionQueue.sol";
import {OpenTask} from "./OpenTask.sol";

/// @notice The moves between submit and the end: each refusal in the order of decision 0001.
contract SessionQueueTest is OpenTask {
    // ---------------------------------------------------------------- every move

    function test_everyMove_refusesUnknownTasks() public {
        task = 2;
        bytes memory missing = abi.encodeWithSelector(ISessionQueue.TaskNotFound.selector, id, task);
        no(router, assignCall(range(3, 1)), missing);
        no(router, reassignCall(range(3, 1)), missing);
        no(router, ackCall(0), missing);
        no(router, declineCall(0), missing);
        no(router, precommitCall(0, REQUEST), missing);
        no(router, commitCall(0, REQUEST), missing);
        no(router, deliverCall(0), missing);
        no(router, completeCall(1), missing);
        no(router, failCall(FailReason.NotAssigned), missing);
    }

    function test_everyMove_refusesAfterTheOutcome() public {
        all();
        TaskState done = TaskState.Completed;
        no(router, assignCall(range(3, 1)), unexpected(done, 3));
        no(router, reassignCall(range(3, 1)), unexpected(done, 7));
        no(miner(0), ackCall(0), unexpected(done, 3));
        no(miner(0), declineCall(0), unexpected(done, 3));
        no(miner(0), precommitCall(0, REQUEST), unexpected(done, 7));
        no(miner(0), commitCall(0, REQUEST), unexpected(done, 7));
        no(miner(0), deliverCall(0), unexpected(done, 7));
        no(router, completeCall(7), unexpected(done, 12));
        no(oracle, failCall(FailReason.NotCompleted), unexpected(done, 15));
    }

    // ---------------------------------------------------------------- assign

    function test_assign_refusesInOrder() public {
        vm.prank(miner(2));
        queue.decline(id, task, 2, DeclineReason.NoSlot);
        no(anyone, assignCall(range(3, 2)), notAllowed(anyone));
        no(oracle, assignCall(range(3, 2)), notAllowed(oracle));
        no(router, assignCall(range(3, 2)), countOut(2, 1));
        no(router, assignCall(range(0, 0)), countOut(0, 1));
        no(router, assignCall(range(2, 1)), notEligible(2));
        no(router, assignCall(range(9, 1)), notEligible(9));
        address suspended = session.nodeAt(id, 4);
        vm.prank(oracle);
        pool.setState(suspended, PoolState.Suspended);
        no(router, assignCall(range(4, 1)), notEligible(4));
        uint256 created = time();
        vm.warp(created + 10);
        no(oracle, assignCall(range(3, 1)), notAllowed(oracle));
        vm.warp(created + 15);
        no(anyone, assignCall(range(3, 1)), notAllowed(anyone));
        vm.warp(created + 16);
        vm.prank(anyone);
        queue.assign(id, task, range(3, 1));
        vm.prank(miner(3));
        queue.decline(id, task, 3, DeclineReason.NoSlot);
        vm.prank(oracle);
        queue.assign(id, task, range(5, 1));
        vm.prank(miner(4));
        queue.decline(id, task, 4, DeclineReason.NoSlot);
        no(router, assignCall(range(3, 1)), abi.encodeWithSelector(ISessionQueue.TaskRoundsExhausted.selector, id, task));
    }

    function test_assign_withoutRouterNeedsTheSeed() public {
        task = submitAsOwner(id);
        uint256 seedBlock = vm.getBlockNumber() + 1;
        bytes memory unknown = abi.encodeWithSelector(ISessionQueue.TaskSeedUnknown.selector, id, task, seedBlock);
        no(client, assignCall(range(0, 3)), notAllowed(client));
        no(oracle, assignCall(range(0, 3)), unknown);
        vm.roll(seedBlock);
        no(oracle, assignCall(range(0, 3)), unknown);
        vm.roll(seedBlock + 1);
        vm.prank(oracle);
        queue.assign(id, task, range(0, 3));
        state(TaskState.Queued);
    }

    // ---------------------------------------------------------------- reassign

    function test_reassign_refusesInOrder() public {
        uint256 start = time();
        no(oracle, reassignCall(range(3, 1)), early(start + 5));
        no(anyone, reassignCall(range(3, 1)), early(start + 10));
        ack(id, task, 0);
        ack(id, task, 1);
        ack(id, task, 2);
        no(oracle, reassignCall(range(3, 1)), early(start + 40));
        vm.warp(start + 41);
        no(anyone, reassignCall(range(3, 1)), early(start + 45));
        no(oracle, reassignCall(range(3, 4)), countOut(4, 3));
        vm.prank(oracle);
        queue.reassign(id, task, range(0, 0));
        assertEq(view_(id, task).open, 0, "every slot was late");
        no(oracle, reassignCall(range(0, 0)), countOut(0, 3));
        vm.prank(oracle);
        queue.reassign(id, task, range(3, 3));
        assertEq(view_(id, task).open, 7 << 3, "replaced");
    }

    function test_reassign_ofAnUnassignedTaskIsAssigns() public {
        task = submit(id, 0);
        uint256 created = time();
        vm.warp(created + 1_000);
        no(oracle, reassignCall(range(3, 1)), early(created + 10));
    }

    function test_reassign_withNothingLateAndNothingEmpty() public {
        precommit(id, task, 0);
        precommit(id, task, 1);
        precommit(id, task, 2);
        vm.warp(time() + 60);
        no(oracle, reassignCall(range(3, 1)), countOut(1, 0));
    }

    function test_reassign_thatOnlyClosesCanCompleteTheSet() public {
        for (uint8 round = 0; round < 2; ++round) {
            vm.prank(miner(2 + round));
            queue.decline(id, task, 2 + round, DeclineReason.NoSlot);
            vm.prank(router);
            queue.assign(id, task, range(3 + round, 1));
        }
        precommit(id, task, 0);
        precommit(id, task, 1);
        vm.warp(view_(id, task).ackDeadline + 1);
        vm.prank(oracle);
        queue.reassign(id, task, range(0, 0));
        state(TaskState.Precommitted);
        assertEq(view_(id, task).commitDeadline, time() + 30, "commit deadline");
    }

    function test_decline_inTheLastRoundCanCompleteTheSet() public {
        for (uint8 round = 0; round < 2; ++round) {
            vm.prank(miner(2 + round));
            queue.decline(id, task, 2 + round, DeclineReason.NoSlot);
            vm.prank(router);
            queue.assign(id, task, range(3 + round, 1));
        }
        precommit(id, task, 0);
        precommit(id, task, 1);
        vm.prank(miner(4));
        queue.decline(id, task, 4, DeclineReason.NoSlot);
        state(TaskState.Precommitted);
        assertEq(view_(id, task).commitDeadline, time() + 30, "commit deadline");
        no(oracle, assignCall(range(5, 1)), unexpected(TaskState.Precommitted, 3));
        commit(id, task, 0);
    }

    // ---------------------------------------------------------------- miners' moves

    function test_ack_refusesInOrder() public {
        no(miner(1), ackCall(0), notYours(0, miner(1)));
        no(miner(0), ackCall(3), notYours(3, miner(0)));
        no(miner(0), ackCall(255), notYours(255, miner(0)));
        ack(id, task, 0);
        no(miner(0), ackCall(0), moved(0));
        precommit(id, task, 1);
        no(miner(1), ackCall(1), moved(1));
        uint256 deadline = time() + 5;
        vm.warp(deadline + 1);
        no(miner(2), ackCall(2), passed(deadline));
        vm.warp(deadline);
        ack(id, task, 2);
        precommit(id, task, 0);
        precommit(id, task, 2);
        no(miner(2), ackCall(2), unexpected(TaskState.Precommitted, 3));
    }

    function test_decline_refusesInOrder() public {
        no(miner(1), declineCall(0), notYours(0, miner(1)));
        precommit(id, task, 0);
        no(miner(0), declineCall(0), moved(0));
        uint256 deadline = view_(id, task).precommitDeadline;
        vm.warp(deadline + 1);
        no(miner(1), declineCall(1), passed(deadline));
        vm.warp(deadline);
        vm.prank(miner(1));
        queue.decline(id, task, 1, DeclineReason.NoSlot);
        no(miner(1), declineCall(1), notYours(1, miner(1)));
    }

    function test_precommit_refusesInOrder() public {
        no(miner(1), precommitCall(0, REQUEST), notYours(0, miner(1)));
        precommit(id, task, 0);
        no(miner(0), precommitCall(0, REQUEST), moved(0));
        uint256 deadline = view_(id, task).precommitDeadline;
        vm.warp(deadline + 1);
        no(miner(1), precommitCall(1, 0), passed(deadline));
        vm.warp(deadline);
        no(miner(1), precommitCall(1, 0), abi.encodeWithSelector(ISessionQueue.TaskCommitmentEmpty.selector, id, task, 1));
        vm.prank(miner(1));
        payment.withdrawAccount(FUNDS - BOND + 1);
        no(
            miner(1),
            precommitCall(1, REQUEST),
            abi.encodeWithSelector(ISessionPayment.PaymentInsufficientAccount.selector, miner(1), BOND, BOND - 1)
        );
    }

    function test_commit_refusesInOrder() public {
        no(miner(0), commitCall(0, resultOf(0)), notYours(0, miner(0)));
        precommit(id, task, 0);
        no(miner(1), commitCall(0, resultOf(0)), notYours(0, miner(1)));
        no(miner(0), commitCall(0, resultOf(0)), closed(1, 7));
        precommit(id, task, 1);
        precommit(id, task, 2);
        uint256 deadline = time() + 30;
        vm.warp(deadline + 1);
        no(miner(0), commitCall(0, resultOf(1)), passed(deadline));
        vm.warp(deadline);
        no(miner(0), commitCall(0, resultOf(1)), mismatch(0));
        commit(id, task, 0);
        no(miner(0), commitCall(0, resultOf(0)), moved(0));
        commit(id, task, 1);
        commit(id, task, 2);
        no(miner(0), commitCall(0, resultOf(0)), unexpected(TaskState.Completed, 7));
    }
}
