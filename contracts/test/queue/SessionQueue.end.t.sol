// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeclineReason, FailReason, TaskState, TaskView} from "../../src/queue/ISessionQueue.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {OpenTask} from "./OpenTask.sol";

/// @notice How a task ends: complete and fail, their refusals in the order of decision 0001 and their money.
contract SessionQueueEndTest is OpenTask {
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
        uint256 gross = uint256(promptTokens) * (PRICE_IN / 1000) + uint256(outputTokens) * (PRICE_OUT / 1000);
        if (gross > COST) gross = COST;
        (uint256 free, uint256 reserved) = money();
        uint256 miners = gross * 80 / 100;
        uint256 charged = gross - gross * 7 / 100; // validators' share comes back
        assertEq(reserved, 0, "reserved");
        assertEq(free, FUNDS - charged, "free");
        assertEq(payment.accountBalance(treasury) - 1, gross - miners - gross * 8 / 100 - gross * 7 / 100, "treasury takes the dust");
    }

    /// @dev A task that uses a second word of flags and a third of nodes ends to the wei too.
    function test_complete_withSlotsInEveryWord() public {
        for (uint160 i = 0; i < 8; ++i) {
            addMiner(address(0x717000 + i), 10);
            payment.depositAccount(address(0x717000 + i), FUNDS);
        }
        id = open(10, ProofKind.Agreement);
        task = submit(id, 8);
        vm.prank(miner(7));
        queue.decline(id, task, 7, DeclineReason.NoSlot);
        vm.prank(router);
        queue.assign(id, task, range(8, 3));
        assertEq(view_(id, task).open, 0x77f, "open");
        for (uint8 i = 0; i < 11; ++i) {
            if (i != 7) ack(id, task, i);
        }
        assertEq(view_(id, task).acked, 0x77f, "acked");
        for (uint8 i = 0; i < 11; ++i) {
            if (i != 7) precommit(id, task, i);
        }
        for (uint8 i = 0; i < 11; ++i) {
            if (i != 7) commit(id, task, i);
        }
        state(TaskState.Committed);
        assertEq(view_(id, task).committed, 0x77f, "committed");
        vm.prank(oracle);
        queue.complete(id, task, 0x77e);
        uint256 limit = COST / 10;
        uint256 cost = 100 * (PRICE_IN / 1000) + 50 * (PRICE_OUT / 1000);
        uint256 gross = cost < limit ? cost : limit;
        assertEq(payment.accountBalance(miner(0)), FUNDS, "not accepted: the bond comes back");
        assertEq(payment.accountBalance(miner(10)), FUNDS + gross * 80 / 100, "accepted: paid");
        (uint256 free, uint256 reserved) = money();
        assertEq(reserved, 0, "reserved");
        assertEq(free, FUNDS - gross * 9 * 93 / 100, "free");
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
        id = open(3, ProofKind.Agreement);
        task = submit(id, 3);
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
