// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISessionPayment} from "../../src/payment/ISessionPayment.sol";
import {ISessionQueue} from "../../src/queue/ISessionQueue.sol";
import {ISession} from "../../src/session/ISession.sol";
import {InvariantTest} from "../utils/InvariantTest.sol";
import {PaymentHandler} from "./PaymentHandler.sol";

/// @notice Escrow is backed by COR held, whatever is deposited, withdrawn, allowed or taken back while tasks run.
contract SessionPaymentInvariantTest is InvariantTest {
    PaymentHandler private _handler;

    function setUp() public {
        _handler = new PaymentHandler();
        bytes4[] memory moves = new bytes4[](14);
        moves[0] = PaymentHandler.deposit.selector;
        moves[1] = PaymentHandler.depositAccount.selector;
        moves[2] = PaymentHandler.withdraw.selector;
        moves[3] = PaymentHandler.withdrawAccount.selector;
        moves[4] = PaymentHandler.requestWithdraw.selector;
        moves[5] = PaymentHandler.cancelWithdraw.selector;
        moves[6] = PaymentHandler.setAllowance.selector;
        moves[7] = PaymentHandler.submit.selector;
        moves[8] = PaymentHandler.precommitTask.selector;
        moves[9] = PaymentHandler.commitTask.selector;
        moves[10] = PaymentHandler.deliverTask.selector;
        moves[11] = PaymentHandler.failTask.selector;
        moves[12] = PaymentHandler.wait.selector;
        moves[13] = PaymentHandler.serveTask.selector;
        useHandler(address(_handler), moves);
    }

    function invariant_escrowIsBacked() public view {
        _handler.checkBacking();
    }

    /// @dev Runs at the end of every sequence: nothing is stuck, nothing is left.
    function afterInvariant() external {
        _handler.drain();
    }

    function test_handler_reachesEveryMove() public {
        for (uint256 seed = 1; seed <= 16; ++seed) {
            walk(seed, 96);
        }
        reached("deposit", _handler.accepted(ISessionPayment.deposit.selector), 8);
        reached("depositAccount", _handler.accepted(ISessionPayment.depositAccount.selector), 8);
        reached("withdraw", _handler.accepted(ISessionPayment.withdraw.selector), 8);
        reached("withdrawAccount", _handler.accepted(ISessionPayment.withdrawAccount.selector), 8);
        reached("requestWithdraw", _handler.accepted(ISessionPayment.requestWithdraw.selector), 8);
        reached("cancelWithdraw", _handler.accepted(ISessionPayment.cancelWithdraw.selector), 8);
        reached("setRouterAllowance", _handler.accepted(ISession.setRouterAllowance.selector), 8);
        reached("submit", _handler.accepted(ISessionQueue.submit.selector), 8);
        reached("precommit", _handler.accepted(ISessionQueue.precommit.selector), 8);
        reached("commit", _handler.accepted(ISessionQueue.commit.selector), 8);
        reached("deliver", _handler.accepted(ISessionQueue.deliver.selector), 4);
        reached("fail", _handler.accepted(ISessionQueue.fail.selector), 8);
        reached("withdraw beside escrow", _handler.besideEscrow(), 8);
        allReached();
        _handler.checkBacking();
        _handler.drain();
    }
}
