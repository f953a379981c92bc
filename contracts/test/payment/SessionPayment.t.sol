// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ISessionPayment, Payee} from "../../src/payment/ISessionPayment.sol";
import {ISession, ProofKind} from "../../src/session/ISession.sol";
import {Deployers} from "../utils/Deployers.sol";

contract SessionPaymentTest is Deployers {
    uint64 private _id;

    function setUp() public {
        deploy();
        _id = open(1, ProofKind.None);
    }

    function no(address caller, bytes memory move, bytes memory expected) private {
        refuses(address(payment), caller, move, expected);
    }

    function free() private view returns (uint256 amount) {
        (amount,) = payment.sessionBalance(_id);
    }

    function test_deposit_byAnyone() public {
        payment.deposit(_id, 5);
        assertEq(free(), FUNDS + 5, "free");
        assertEq(token.balanceOf(address(payment)), FUNDS * (MINERS + 1) + 7, "held");
        bytes memory zero = abi.encodeWithSelector(ISessionPayment.PaymentAmountZero.selector);
        no(client, abi.encodeCall(ISessionPayment.deposit, (_id, 0)), zero);
        no(client, abi.encodeCall(ISessionPayment.depositAccount, (client, 0)), zero);
        no(client, abi.encodeCall(ISessionPayment.deposit, (9, 1)), abi.encodeWithSelector(ISession.SessionNotFound.selector, 9));
    }

    function test_deposit_withPermitAlsoWhenSomebodyUsedItFirst() public {
        address payer = vm.addr(7);
        require(token.transfer(payer, 100), "transfer");
        for (uint256 round = 0; round < 2; ++round) {
            bytes32 typeHash = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
            bytes32 message = keccak256(abi.encode(typeHash, payer, address(payment), uint256(50), token.nonces(payer), time()));
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(7, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), message)));
            if (round == 1) token.permit(payer, address(payment), 50, time(), v, r, s);
            vm.prank(payer);
            payment.depositWithPermit(_id, 50, vm.getBlockTimestamp(), v, r, s);
        }
        assertEq(free(), FUNDS + 100, "free");
    }

    function test_pause_stopsMoneyComingInNotGoingOut() public {
        refuses(
            address(payment), anyone, abi.encodeWithSignature("pause()"), abi.encodeWithSignature("AclCallerNotGuardian(address)", anyone)
        );
        payment.pause();
        bytes memory paused = abi.encodeWithSelector(Pausable.EnforcedPause.selector);
        no(client, abi.encodeCall(ISessionPayment.deposit, (_id, 1)), paused);
        no(client, abi.encodeCall(ISessionPayment.depositAccount, (client, 1)), paused);
        no(client, abi.encodeCall(ISessionPayment.depositWithPermit, (_id, 1, 0, 0, 0, 0)), paused);
        vm.prank(miners[0]);
        payment.withdrawAccount(1);
        vm.startPrank(client);
        session.setRouterAllowance(_id, router, 0);
        payment.withdraw(_id, 1);
        vm.stopPrank();
    }

    function test_withdrawAccount() public {
        vm.prank(miners[0]);
        payment.withdrawAccount(FUNDS);
        assertEq(token.balanceOf(miners[0]), FUNDS, "paid out");
        no(
            miners[0],
            abi.encodeCall(ISessionPayment.withdrawAccount, (1)),
            abi.encodeWithSelector(ISessionPayment.PaymentInsufficientAccount.selector, miners[0], 1, 0)
        );
        no(
            miners[0],
            abi.encodeCall(ISessionPayment.withdrawAccount, (0)),
            abi.encodeWithSelector(ISessionPayment.PaymentAmountZero.selector)
        );
    }

    function test_withdraw_atOnceWithoutAllowance() public {
        vm.startPrank(client);
        session.setRouterAllowance(_id, router, 0);
        uint256 before = token.balanceOf(client);
        payment.withdraw(_id, 3);
        vm.stopPrank();
        assertEq(token.balanceOf(client) - before, 3, "paid out");
        assertEq(free(), FUNDS - 3, "free");
    }

    function test_withdraw_refusesInOrder() public {
        bytes memory all = abi.encodeCall(ISessionPayment.withdraw, (_id, FUNDS + 1));
        bytes memory notOwner = abi.encodeWithSelector(ISessionPayment.PaymentCallerNotOwner.selector, _id, anyone);
        no(anyone, all, notOwner);
        no(anyone, abi.encodeCall(ISessionPayment.requestWithdraw, (_id)), notOwner);
        no(anyone, abi.encodeCall(ISessionPayment.cancelWithdraw, (_id)), notOwner);
        no(client, abi.encodeCall(ISessionPayment.withdraw, (_id, 0)), abi.encodeWithSelector(ISessionPayment.PaymentAmountZero.selector));
        no(client, all, abi.encodeWithSelector(ISessionPayment.PaymentWithdrawNeedsRequest.selector, _id));
        no(
            client,
            abi.encodeCall(ISessionPayment.cancelWithdraw, (_id)),
            abi.encodeWithSelector(ISessionPayment.PaymentWithdrawNotRequested.selector, _id)
        );
        vm.prank(client);
        payment.requestWithdraw(_id);
        uint256 due = time() + 7_200;
        assertEq(payment.withdrawNotBefore(_id), due, "due");
        vm.warp(due - 1);
        no(client, all, abi.encodeWithSelector(ISessionPayment.PaymentWithdrawTooEarly.selector, _id, due));
        vm.warp(due);
        no(client, all, abi.encodeWithSelector(ISessionPayment.PaymentInsufficientBalance.selector, _id, FUNDS + 1, FUNDS));
        vm.prank(client);
        payment.withdraw(_id, FUNDS);
        assertEq(payment.withdrawNotBefore(_id), 0, "the request is done");
        vm.startPrank(client);
        payment.requestWithdraw(_id);
        payment.cancelWithdraw(_id);
        vm.stopPrank();
        assertEq(payment.withdrawNotBefore(_id), 0, "cancelled");
    }

    function test_queueFunctions_areForTheQueueOnly() public {
        bytes memory denied = abi.encodeWithSelector(ISessionPayment.PaymentCallerNotQueue.selector, client);
        no(client, abi.encodeCall(ISessionPayment.reserve, (_id, 1, 1)), denied);
        no(client, abi.encodeCall(ISessionPayment.lockBond, (_id, 1, miners[0], 1)), denied);
        no(client, abi.encodeCall(ISessionPayment.settle, (_id, 1, 1, router, new Payee[](0), 0)), denied);
    }

    /// @dev Settles random slots as the queue would and accounts for every wei.
    function test_settle_splitsToTheWei(uint96[3] memory gross, uint8 slots, bool routed, uint8 forfeits) public {
        slots = uint8(bound(slots, 1, 3));
        uint96 ceiling;
        Payee[] memory payees = new Payee[](slots);
        for (uint256 i = 0; i < slots; ++i) {
            payees[i] = Payee(miners[i], uint96(bound(gross[i], 0, 100e18)), 10);
            ceiling += payees[i].gross;
        }
        ceiling += 1;
        uint96 bonds = 10 * uint96(slots) + forfeits;
        vm.startPrank(address(queue));
        payment.reserve(_id, 1, ceiling);
        for (uint256 i = 0; i < slots; ++i) {
            payment.lockBond(_id, 1, miners[i], 10);
        }
        payment.lockBond(_id, 1, miners[5], forfeits);
        uint256 heldBefore = sum() + bonds;
        uint96 charged = payment.settle(_id, 1, ceiling, routed ? router : address(0), payees, forfeits);
        vm.stopPrank();
        assertEq(sum(), heldBefore, "every wei is somewhere");
        assertEq(free(), FUNDS + forfeits - charged, "free");
        (, uint256 reserved) = payment.sessionBalance(_id);
        assertEq(reserved, 0, "reserved");
        if (!routed) assertEq(payment.accountBalance(router), 1, "no router, no share");
    }

    function sum() private view returns (uint256 total) {
        (uint256 f, uint256 reserved) = payment.sessionBalance(_id);
        total = f + reserved + payment.accountBalance(router) + payment.accountBalance(treasury);
        for (uint256 i = 0; i < MINERS; ++i) {
            total += payment.accountBalance(miners[i]);
        }
    }
}
