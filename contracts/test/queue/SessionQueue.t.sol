// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISessionPayment} from "../../src/payment/ISessionPayment.sol";
import {PoolState} from "../../src/pool/INodePool.sol";
import {DeclineReason, FailReason, ISessionQueue, TaskState, TaskView} from "../../src/queue/ISessionQueue.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {QueueCalls} from "./QueueCalls.sol";

/// @notice The moves after submit: each refusal in the order of decision 0001, and the ways a task can go.
contract SessionQueueTest is QueueCalls {
    uint96 private constant BOND = COST / 3 / 10;

    function setUp() public {
        deploy();
        id = open(3, ProofKind.None);
        task = submit(id, 3);
    }

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
        no(router, completeCall(1), missing);
        no(router, failCall(FailReason.NotAssigned), missing);
    }

    function test_everyMove_refusesAfterTheOutcome() public {
        all();
        vm.prank(router);
        queue.complete(id, task, 7);
        TaskState done = TaskState.Completed;
        no(router, assignCall(range(3, 1)), unexpected(done, 3));
        no(router, reassignCall(range(3, 1)), unexpected(done, 7));
        no(miner(0), ackCall(0), unexpected(done, 3));
        no(miner(0), declineCall(0), unexpected(done, 3));
        no(miner(0), precommitCall(0, REQUEST), unexpected(done, 7));
        no(miner(0), commitCall(0, REQUEST), unexpected(done, 7));
        no(router, completeCall(7), unexpected(done, 12));
        no(oracle, failCall(FailReason.NotCompleted), unexpected(done, 15));
    }

    // ---------------------------------------------------------------- walks

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
        for (uint8 i = 0; i < 3; ++i) {
            commit(id, task, i);
        }
        state(TaskState.Committed);
        assertEq(queue.slotRecord(id, task, 1), bytes32(uint256(100 | (50 << 32))), "token counts replace the commitment");
        uint256 before = payment.accountBalance(miner(0));
        vm.prank(router);
        queue.complete(id, task, 7);
        state(TaskState.Completed);
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
        vm.prank(client);
        queue.complete(id, task, 1);
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
        vm.prank(router);
        queue.complete(id, task, 13);
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
        vm.prank(router);
        queue.complete(id, task, 5);
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
        no(miner(0), commitCall(0, resultOf(0)), unexpected(TaskState.Committed, 7));
    }

    // ---------------------------------------------------------------- complete

    function test_complete_refusesInOrder() public {
        no(router, completeCall(7), unexpected(TaskState.Queued, 12));
        for (uint8 i = 0; i < 3; ++i) {
            precommit(id, task, i);
        }
        uint256 deadline = time() + 30;
        no(anyone, completeCall(7), notAllowed(anyone));
        no(router, completeCall(7), early(deadline));
        commit(id, task, 0);
        vm.warp(deadline + 1);
        no(router, completeCall(1), closed(7, 7));
        vm.warp(deadline);
        commit(id, task, 1);
        vm.warp(deadline + 1);
        no(router, completeCall(0), badSet(0, 3));
        no(router, completeCall(1), badSet(1, 3));
        no(router, completeCall(7), badSet(7, 3));
        no(router, completeCall(5), badSet(5, 3));
        vm.prank(client);
        queue.complete(id, task, 3);
    }

    function test_complete_withProofIsTheOraclesVerdict() public {
        id = open(3, ProofKind.Agreement);
        task = submit(id, 3);
        all();
        no(router, completeCall(7), notAllowed(router));
        no(client, completeCall(7), notAllowed(client));
        no(oracle, completeCall(1), badSet(1, 7));
        uint256 before = payment.accountBalance(miner(2));
        vm.prank(oracle);
        queue.complete(id, task, 3);
        assertEq(payment.accountBalance(miner(2)) - before, BOND, "an outlier gets its bond back and nothing else");
    }

    function test_complete_paysNoMoreThanTheCeiling(uint32 promptTokens, uint32 outputTokens) public {
        id = open(1, ProofKind.None);
        task = submit(id, 1);
        precommit(id, task, 0);
        vm.prank(miner(0));
        queue.commit(id, task, 0, resultOf(0), saltOf(0), promptTokens, outputTokens);
        vm.prank(router);
        queue.complete(id, task, 1);
        uint256 gross = uint256(promptTokens) * (PRICE_IN / 1000) + uint256(outputTokens) * (PRICE_OUT / 1000);
        if (gross > COST) gross = COST;
        (uint256 free, uint256 reserved) = money();
        uint256 miners = gross * 80 / 100;
        uint256 charged = gross - gross * 7 / 100; // validators' share comes back
        assertEq(reserved, 0, "reserved");
        assertEq(free, FUNDS - charged, "free");
        assertEq(payment.accountBalance(treasury) - 1, gross - miners - gross * 8 / 100 - gross * 7 / 100, "treasury takes the dust");
    }

    // ---------------------------------------------------------------- fail

    function test_fail_notAssigned() public {
        task = submit(id, 0);
        uint256 deadline = time() + 30;
        failsAfter(FailReason.NotAssigned, deadline);
    }

    function test_fail_notAssignedAfterEveryRound() public {
        for (uint8 round = 0; round < 2; ++round) {
            for (uint8 slot = round * 3; slot < round * 3 + 3; ++slot) {
                vm.prank(miner(slot));
                queue.decline(id, task, slot, DeclineReason.ModelUnavailable);
            }
            if (round == 0) {
                vm.prank(router);
                queue.assign(id, task, range(3, 3));
            }
        }
        TaskView memory v = view_(id, task);
        no(oracle, failCall(FailReason.NotAssigned), early(v.precommitDeadline + 10));
        addMiner(address(0x717), 0);
        session.fill(id);
        vm.prank(router);
        queue.assign(id, task, range(6, 1));
        vm.prank(miner(6));
        queue.decline(id, task, 6, DeclineReason.ModelUnavailable);
        vm.prank(anyone);
        queue.fail(id, task, FailReason.NotAssigned);
        state(TaskState.Failed);
    }

    function test_fail_tooFewPrecommits() public {
        precommit(id, task, 0);
        uint256 deadline = view_(id, task).precommitDeadline + 10;
        failsAfter(FailReason.TooFewPrecommits, deadline);
        assertEq(payment.accountBalance(miner(0)), FUNDS, "the bond comes back");
    }

    function test_fail_tooFewCommits() public {
        for (uint8 i = 0; i < 3; ++i) {
            precommit(id, task, i);
        }
        commit(id, task, 0);
        failsAfter(FailReason.TooFewCommits, view_(id, task).commitDeadline);
        assertEq(payment.accountBalance(miner(0)), FUNDS, "who committed gets the bond back");
        assertEq(payment.accountBalance(miner(1)), FUNDS - BOND, "who did not loses it");
        (uint256 free,) = money();
        assertEq(free, FUNDS + 2 * BOND, "to the session");
    }

    function test_fail_notCompleted() public {
        all();
        failsAfter(FailReason.NotCompleted, view_(id, task).commitDeadline + 60);
        (uint256 free,) = money();
        assertEq(free, FUNDS, "everything comes back");
    }

    function test_fail_noAgreementIsTheOraclesVerdict() public {
        no(oracle, failCall(FailReason.NoAgreement), unexpected(TaskState.Queued, 0));
        id = open(3, ProofKind.Agreement);
        task = submit(id, 3);
        no(oracle, failCall(FailReason.NoAgreement), unexpected(TaskState.Queued, 0));
        for (uint8 i = 0; i < 3; ++i) {
            precommit(id, task, i);
        }
        commit(id, task, 0);
        commit(id, task, 1);
        no(router, failCall(FailReason.NoAgreement), notAllowed(router));
        no(oracle, failCall(FailReason.NoAgreement), early(view_(id, task).commitDeadline));
        commit(id, task, 2);
        vm.prank(oracle);
        queue.fail(id, task, FailReason.NoAgreement);
        state(TaskState.Failed);
        assertEq(payment.accountBalance(miner(0)), FUNDS, "bonds come back");
    }

    function test_fail_refusesReasonsThatDoNotHold() public {
        no(oracle, failCall(FailReason.NotAssigned), unexpected(TaskState.Queued, 0));
        no(oracle, failCall(FailReason.TooFewCommits), unexpected(TaskState.Queued, 0));
        no(oracle, failCall(FailReason.NotCompleted), unexpected(TaskState.Queued, 0));
        precommit(id, task, 0);
        precommit(id, task, 1);
        no(oracle, failCall(FailReason.TooFewPrecommits), unexpected(TaskState.Queued, 0));
        no(oracle, failCall(FailReason.TooFewCommits), early(view_(id, task).precommitDeadline + 30));
    }

    function all() private {
        for (uint8 i = 0; i < 3; ++i) {
            precommit(id, task, i);
        }
        for (uint8 i = 0; i < 3; ++i) {
            commit(id, task, i);
        }
    }

    /// @dev Oracle after the deadline, anyone after the grace, nobody before; the ceiling returns.
    function failsAfter(FailReason reason, uint256 deadline) private {
        vm.warp(deadline);
        no(oracle, failCall(reason), early(deadline));
        no(anyone, failCall(reason), early(deadline + 5));
        vm.warp(deadline + 1);
        no(anyone, failCall(reason), early(deadline + 5));
        vm.warp(deadline + 6);
        vm.prank(anyone);
        queue.fail(id, task, reason);
        state(TaskState.Failed);
        (uint256 free, uint256 reserved) = money();
        assertTrue(free >= FUNDS - COST && free + reserved >= FUNDS, "the ceiling returns");
    }
}
