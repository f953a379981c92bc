// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISessionPayment} from "../../src/payment/ISessionPayment.sol";
import {DeclineReason, FailReason, ISessionQueue, TaskState, TaskView} from "../../src/queue/ISessionQueue.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {QueueCalls} from "./QueueCalls.sol";

/// @notice One answer in one move: who may give it, until when, and what it pays.
contract SessionQueueDeliverTest is QueueCalls {
    uint256 private constant GROSS = 100 * (PRICE_IN / 1000) + 50 * (PRICE_OUT / 1000);
    uint96 private constant BOND = COST / 10;

    function setUp() public {
        deploy();
        id = open(1, ProofKind.None);
        task = submit(id, 1);
    }

    function test_deliver_paysAtOnce() public {
        deliver(id, task, 0);
        state(TaskState.Completed);
        assertEq(payment.accountBalance(miner(0)), FUNDS + GROSS * 80 / 100, "miner");
        assertEq(payment.accountBalance(router), 1 + GROSS * 8 / 100, "router");
        assertEq(payment.accountBalance(treasury), 1 + GROSS * 5 / 100, "treasury");
        (uint256 free, uint256 reserved) = money();
        assertEq(free, FUNDS - GROSS * 93 / 100, "free");
        assertEq(reserved, 0, "reserved");
        TaskView memory v = view_(id, task);
        assertEq(v.precommitted & v.committed & v.open, 1, "bitmaps");
        assertEq(v.commitDeadline, time(), "commit deadline");
        assertEq(queue.slotRecord(id, task, 0), bytes32(0), "nothing is kept");
    }

    /// @dev Without proof nothing can be forfeited between two moves, so a miner without bond money can work.
    function test_deliver_needsNoBondWithoutProof() public {
        address poor = miner(0);
        vm.prank(poor);
        payment.withdrawAccount(FUNDS);
        deliver(id, task, 0);
        assertEq(payment.accountBalance(poor), GROSS * 80 / 100, "paid");
    }

    function test_deliver_withProofLocksTheBondUntilTheVerdict() public {
        id = open(1, ProofKind.Agreement);
        task = submit(id, 1);
        vm.prank(miner(0));
        payment.withdrawAccount(FUNDS - BOND + 1);
        no(miner(0), deliverCall(0), abi.encodeWithSelector(ISessionPayment.PaymentInsufficientAccount.selector, miner(0), BOND, BOND - 1));
        payment.depositAccount(miner(0), 1);
        deliver(id, task, 0);
        state(TaskState.Committed);
        assertEq(payment.accountBalance(miner(0)), 0, "locked");
        assertEq(queue.slotRecord(id, task, 0), bytes32(uint256(100 | (50 << 32))), "token counts wait for the verdict");
        no(router, completeCall(1), notAllowed(router));
        vm.prank(oracle);
        queue.complete(id, task, 1);
        assertEq(payment.accountBalance(miner(0)), BOND + GROSS * 80 / 100, "bond and pay");
    }

    function test_deliver_withProofAndNoVerdictGivesTheBondBack() public {
        id = open(1, ProofKind.Agreement);
        task = submit(id, 1);
        uint256 deadline = time() + 60;
        deliver(id, task, 0);
        vm.warp(deadline + 5);
        no(anyone, failCall(FailReason.NotCompleted), early(deadline + 5));
        vm.warp(deadline + 6);
        vm.prank(anyone);
        queue.fail(id, task, FailReason.NotCompleted);
        assertEq(payment.accountBalance(miner(0)), FUNDS, "bond");
        (uint256 free,) = money();
        assertEq(free, FUNDS, "ceiling");
    }

    function test_deliver_refusesInOrder() public {
        uint64 single = task;
        uint64 sessionOfOne = id;
        id = open(2, ProofKind.None);
        task = submit(id, 2);
        bytes memory needs = abi.encodeWithSelector(ISessionQueue.TaskNeedsPrecommit.selector, id, task, 2);
        no(miner(0), deliverCall(0), needs);
        no(anyone, deliverCall(7), needs);
        (id, task) = (sessionOfOne, single);
        no(anyone, deliverCall(0), notYours(0, anyone));
        no(miner(0), deliverCall(1), notYours(1, miner(0)));
        no(miner(0), deliverCall(255), notYours(255, miner(0)));
        uint256 deadline = view_(id, task).precommitDeadline;
        vm.warp(deadline + 1);
        no(miner(0), deliverCall(0), passed(deadline));
        vm.warp(deadline);
        precommit(id, task, 0);
        no(miner(0), deliverCall(0), moved(0));
        commit(id, task, 0);
        no(miner(0), deliverCall(0), unexpected(TaskState.Completed, 7));
        task = submit(id, 0);
        no(miner(0), deliverCall(0), notYours(0, miner(0)));
    }

    function miner(uint8 slot) internal view override returns (address) {
        return view_(id, task).slotNodes.length > slot ? minerOf(id, task, slot) : miners[slot];
    }

    // ---------------------------------------------------------------- races

    function test_deliver_twiceIsRefused() public {
        deliver(id, task, 0);
        no(miner(0), deliverCall(0), unexpected(TaskState.Completed, 7));
        no(miner(0), precommitCall(0, REQUEST), unexpected(TaskState.Completed, 7));
        assertEq(payment.accountBalance(miner(0)), FUNDS + GROSS * 80 / 100, "paid once");
    }

    function test_deliver_afterAck() public {
        ack(id, task, 0);
        deliver(id, task, 0);
        state(TaskState.Completed);
    }

    /// @dev As a precommit: a late ack costs the slot only when somebody closes it.
    function test_deliver_afterTheAckDeadlineUntilReassigned() public {
        vm.warp(view_(id, task).ackDeadline + 1);
        deliver(id, task, 0);
        state(TaskState.Completed);
    }

    function test_deliver_afterReassignIsTheReplacements() public {
        address late = miner(0);
        vm.warp(view_(id, task).ackDeadline + 1);
        vm.prank(oracle);
        queue.reassign(id, task, range(1, 1));
        no(late, deliverCall(0), notYours(0, late));
        no(late, deliverCall(1), notYours(1, late));
        deliver(id, task, 1);
        assertEq(payment.accountBalance(late), FUNDS, "the late one gets nothing and loses nothing");
        assertEq(payment.accountBalance(miner(1)), FUNDS + GROSS * 80 / 100, "the replacement is paid");
    }

    function test_deliver_afterDeclineIsTheReplacements() public {
        address first = miner(0);
        vm.prank(first);
        queue.decline(id, task, 0, DeclineReason.NoSlot);
        no(first, deliverCall(0), notYours(0, first));
        vm.prank(router);
        queue.assign(id, task, range(2, 1));
        deliver(id, task, 1);
        state(TaskState.Completed);
    }

    /// @dev At the second after the deadline the refund is open to the oracle and the delivery closed: never both.
    function test_deliver_andTheRefundExcludeEachOther() public {
        uint256 deadline = view_(id, task).precommitDeadline;
        vm.warp(deadline + 10);
        no(miner(0), deliverCall(0), passed(deadline));
        no(oracle, failCall(FailReason.TooFewPrecommits), early(deadline + 10));
        vm.warp(deadline + 11);
        vm.prank(oracle);
        queue.fail(id, task, FailReason.TooFewPrecommits);
        no(miner(0), deliverCall(0), unexpected(TaskState.Failed, 7));
        (uint256 free,) = money();
        assertEq(free, FUNDS, "refunded");
    }

    function test_deliver_paysNoMoreThanTheCeiling(uint32 promptTokens, uint32 outputTokens) public {
        vm.prank(miner(0));
        queue.deliver(id, task, 0, resultOf(0), promptTokens, outputTokens);
        uint256 gross = uint256(promptTokens) * (PRICE_IN / 1000) + uint256(outputTokens) * (PRICE_OUT / 1000);
        if (gross > COST) gross = COST;
        (uint256 free, uint256 reserved) = money();
        assertEq(reserved, 0, "reserved");
        assertEq(free, FUNDS - (gross - gross * 7 / 100), "free");
    }
}
