// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Payee} from "../../src/payment/ISessionPayment.sol";
import {TaskSubmission} from "../../src/queue/ISessionQueue.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {QueueCalls} from "../queue/QueueCalls.sol";

/// @notice The money at completion, to the wei, as decision 0001 words it.
contract SessionPaymentSplitTest is QueueCalls {
    uint96 private constant POT = 900_000_000e18;

    struct Slot {
        uint32 promptTokens;
        uint32 outputTokens;
    }

    function setUp() public {
        deploy();
        id = open(3, ProofKind.Agreement);
    }

    function payeeOf(uint256 i) private pure returns (address) {
        return address(uint160(0xbee000 + i));
    }

    /// @dev Up to sixteen slots of any size, from single wei, where everything is rounding, to nearly all COR there is.
    function test_settle_splitsAsDecided(uint96[16] memory gross, uint8 slots, uint96 spare, uint96 forfeits, bool routed, bool tiny)
        public
    {
        payment.deposit(id, POT);
        payment.depositAccount(payeeOf(99), 1_000e18);
        Payee[] memory payees = new Payee[](bound(slots, 1, 16));
        uint96 forfeited = uint96(bound(forfeits, 0, 1_000e18));
        uint256 sum = 0;
        uint256 paid = 0;
        for (uint256 i = 0; i < payees.length; ++i) {
            payees[i] = Payee(payeeOf(i), uint96(bound(gross[i], 0, tiny ? 120 : POT / 16)), 0);
            sum += payees[i].gross;
            paid += uint256(payees[i].gross) * 80 / 100;
        }
        uint96 ceiling = uint96(sum + bound(spare, sum == 0 ? 1 : 0, POT - sum));

        uint256 routerShare = sum * 8 / 100;
        uint256 dust = sum - paid - sum * 8 / 100 - sum * 7 / 100 - sum * 5 / 100;
        uint256 treasuryShare = sum * 5 / 100 + dust;
        if (!routed) routerShare = 0;

        vm.startPrank(address(queue));
        payment.reserve(id, 1, ceiling);
        payment.lockBond(id, 1, payeeOf(99), forfeited);
        (uint256 free,) = money();
        uint96 charged = payment.settle(id, 1, ceiling, routed ? router : address(0), payees, forfeited);
        vm.stopPrank();

        for (uint256 i = 0; i < payees.length; ++i) {
            assertEq(payment.accountBalance(payeeOf(i)), uint256(payees[i].gross) * 80 / 100, "miner");
        }
        assertEq(payment.accountBalance(router) - 1, routerShare, "router");
        assertEq(payment.accountBalance(treasury) - 1, treasuryShare, "treasury");
        assertTrue(dust < payees.length + 3, "a wei at most for each rounding");
        assertEq(charged, paid + routerShare + treasuryShare, "charged");
        (uint256 freeAfter, uint256 reserved) = money();
        assertEq(freeAfter - free, ceiling - charged + forfeited, "returned");
        assertEq(reserved, 0, "reserved");
    }

    /// @dev The same through the queue: gross of a slot = min(slot ceiling, promptTokens × inputPrice + outputTokens × outputPrice).
    function test_complete_chargesWhatTheTokensCost(Slot[3] memory slots, uint96 ceiling, uint128 priceIn, uint128 priceOut, uint8 choice)
        public
    {
        priceIn = uint128(bound(priceIn, 0, 1e18));
        priceOut = uint128(bound(priceOut, 0, 1e18));
        ceiling = uint96(bound(ceiling, 1, FUNDS / 2));
        uint32 accepted = [uint32(7), 3, 5, 6][choice % 4];
        bool complete = accepted == 7 || choice >= 128; // else the slot that is not accepted never commits
        network.setModelPrice(MODEL, priceIn, priceOut);
        submitCosting(ceiling);
        uint96 bond = uint96(uint256(ceiling / 3) * 1_000 / 10_000);

        uint256[3] memory expected;
        uint256 sum = 0;
        for (uint8 i = 0; i < 3; ++i) {
            precommit(id, task, i);
        }
        for (uint8 i = 0; i < 3; ++i) {
            bool isAccepted = accepted & (1 << i) != 0;
            expected[i] = FUNDS;
            if (!isAccepted && !complete) {
                expected[i] -= bond;
                continue;
            }
            address sender = miner(i);
            vm.prank(sender);
            queue.commit(id, task, i, resultOf(i), saltOf(i), slots[i].promptTokens, slots[i].outputTokens);
            if (!isAccepted) continue;
            uint256 gross =
                slots[i].promptTokens * ((uint256(priceIn) + 999) / 1000) + slots[i].outputTokens * ((uint256(priceOut) + 999) / 1000);
            if (gross > ceiling / 3) gross = ceiling / 3;
            expected[i] += gross * 80 / 100;
            sum += gross;
        }
        vm.warp(view_(id, task).commitDeadline + 1);
        vm.prank(oracle);
        queue.complete(id, task, accepted);

        uint256 miners_ = 0;
        for (uint8 i = 0; i < 3; ++i) {
            assertEq(payment.accountBalance(miner(i)), expected[i], "miner");
            miners_ += expected[i];
        }
        assertEq(payment.accountBalance(router) - 1, sum * 8 / 100, "router");
        (uint256 free, uint256 reserved) = money();
        assertEq(reserved, 0, "reserved");
        // What nobody else got is the session's or the treasury's; the validators' share comes back.
        assertEq(free + (payment.accountBalance(treasury) - 1) + sum * 8 / 100 + miners_, 4 * FUNDS, "every wei is somewhere");
        assertTrue(payment.accountBalance(treasury) - 1 >= sum * 5 / 100, "treasury");
        assertTrue(payment.accountBalance(treasury) - 1 < sum * 5 / 100 + 6, "and no more than dust");
    }

    function submitCosting(uint96 ceiling) private {
        TaskSubmission memory s = submission(id, 3);
        s.maxCost = ceiling;
        s.routerReveal = nextReveal();
        vm.prank(router);
        task = queue.submit(s);
    }
}
