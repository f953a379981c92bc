// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeclineReason, ISessionQueue, TaskState, TaskView} from "../../src/queue/ISessionQueue.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {OpenTask} from "./OpenTask.sol";

/// @notice The ways a task can go from submit to its pay.
contract SessionQueueWalksTest is OpenTask {
    function test_walk_redundancy3() public {
        for (uint8 i = 0; i < 3; ++i) {
            state(TaskState.Queued);
            ack(id, task, i);
        }
        state(TaskState.Acked);
        for (uint8 i = 0; i < 3; ++i) {
            precommit(id, task, i);
        }
        state(TaskState.Precommitted);
        assertEq(view_(id, task).commitDeadline, time() + 30, "commit deadline");
        bytes32 bound = keccak256(abi.encode(commitment(id, task, 1), miner(1)));
        assertEq(queue.slotRecord(id, task, 1), bound, "the precommit leaves the commitment, bound to its miner");
        commit(id, task, 0);
        commit(id, task, 1);
        state(TaskState.Precommitted);
        assertEq(queue.slotRecord(id, task, 1), bytes32(uint256(100 | (50 << 32))), "token counts replace the commitment");
        uint256 before = payment.accountBalance(miner(0));
        commit(id, task, 2);
        state(TaskState.Completed);
        for (uint8 i = 0; i < 3; ++i) {
            assertEq(queue.slotRecord(id, task, i), bytes32(0), "paid: nothing is kept");
        }
        uint256 gross = 100 * (PRICE_IN / 1000) + 50 * (PRICE_OUT / 1000);
        assertEq(payment.accountBalance(miner(0)) - before, gross * 80 / 100 + BOND, "miner");
        assertEq(payment.accountBalance(router), 1 + gross * 3 * 8 / 100, "router");
        assertEq(payment.accountBalance(treasury), 1 + gross * 3 * 5 / 100, "treasury");
        (uint256 free, uint256 reserved) = money();
        assertEq(reserved, 0, "reserved");
        assertEq(free, FUNDS - gross * 3 * 93 / 100, "the validators' share comes back");
    }

    function test_walk_redundancy1ByOwner() public {
        id = open(1, ProofKind.None);
        task = submitAsOwner(id);
        vm.roll(vm.getBlockNumber() + 2);
        vm.prank(oracle);
        queue.assign(id, task, range(2, 1));
        precommit(id, task, 0);
        commit(id, task, 0);
        uint256 gross = 100 * (PRICE_IN / 1000) + 50 * (PRICE_OUT / 1000);
        (uint256 free,) = money();
        assertEq(free, FUNDS - gross * 85 / 100, "the absent router's share comes back too");
    }

    function test_walk_declineAndReplacement() public {
        vm.prank(miner(1));
        queue.decline(id, task, 1, DeclineReason.OverContext);
        assertEq(view_(id, task).open, 5, "open");
        vm.warp(time() + 3);
        vm.prank(router);
        queue.assign(id, task, range(3, 1));
        TaskView memory v = view_(id, task);
        assertEq(v.open, 13, "the replacement takes slot 3");
        assertEq(v.round, 2, "round");
        assertEq(v.precommitDeadline, time() + 40, "a fresh deadline for every open slot");
        for (uint8 i = 0; i < 4; ++i) {
            if (i != 1) precommit(id, task, i);
        }
        for (uint8 i = 0; i < 4; ++i) {
            if (i != 1) commit(id, task, i);
        }
        state(TaskState.Completed);
    }

    function test_walk_lateAckIsReassigned() public {
        ack(id, task, 0);
        uint256 deadline = time() + 5;
        vm.warp(deadline + 1);
        no(anyone, reassignCall(range(3, 2)), early(deadline + 5));
        vm.prank(oracle);
        queue.reassign(id, task, range(3, 2));
        TaskView memory v = view_(id, task);
        assertEq(v.open, 1 | 8 | 16, "the one that acked stays");
        assertEq(v.round, 2, "round");
        no(miner(1), precommitCall(1, REQUEST), notYours(1, miner(1)));
    }

    function test_walk_precommitDeadlineOpensCommits() public {
        precommit(id, task, 0);
        precommit(id, task, 2);
        address m0 = miner(0);
        no(m0, commitCall(0, resultOf(0)), closed(5, 7));
        uint256 deadline = view_(id, task).precommitDeadline;
        vm.warp(deadline);
        no(m0, commitCall(0, resultOf(0)), closed(5, 7));
        vm.warp(deadline + 1);
        commit(id, task, 0);
        assertEq(view_(id, task).open, 5, "the first commit freezes the precommit set");
        assertEq(view_(id, task).commitDeadline, deadline + 30, "commit deadline of the deadline route");
        no(miner(1), precommitCall(1, REQUEST), frozen());
        no(anyone, reassignCall(range(3, 1)), frozen());
        commit(id, task, 2);
        state(TaskState.Completed);
    }

    function test_walk_precommitWithoutCommitForfeitsTheBond() public {
        for (uint8 i = 0; i < 3; ++i) {
            precommit(id, task, i);
        }
        commit(id, task, 0);
        commit(id, task, 1);
        uint256 deadline = view_(id, task).commitDeadline;
        no(router, completeCall(3), early(deadline));
        vm.warp(deadline + 1);
        no(miner(2), commitCall(2, resultOf(2)), passed(deadline));
        vm.prank(router);
        queue.complete(id, task, 3);
        assertEq(payment.accountBalance(miner(2)), FUNDS - BOND, "the bond is lost");
        uint256 gross = 2 * (100 * (PRICE_IN / 1000) + 50 * (PRICE_OUT / 1000));
        (uint256 free,) = money();
        assertEq(free, FUNDS + BOND - gross * 93 / 100, "and goes to the session");
    }

    function test_copiedCommitment_isUseless() public {
        bytes32 copied = commitment(id, task, 0);
        precommit(id, task, 0);
        vm.prank(miner(1));
        queue.precommit(id, task, 1, copied);
        precommit(id, task, 2);
        commit(id, task, 0); // digest and salt are public now
        bytes memory replay = abi.encodeCall(ISessionQueue.commit, (id, task, 1, resultOf(0), saltOf(0), 100, 50));
        no(miner(1), replay, mismatch(1));
        no(miner(0), replay, notYours(1, miner(0)));
    }
}
