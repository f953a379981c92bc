// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISessionPayment} from "../../src/payment/ISessionPayment.sol";
import {FailReason, ISessionQueue, TaskState, TaskSubmission, TaskView} from "../../src/queue/ISessionQueue.sol";
import {ISession, ProofKind} from "../../src/session/ISession.sol";
import {Deployers} from "../utils/Deployers.sol";

/// @notice Deposits, withdrawals and allowances in any order while tasks hold money in escrow. Checks each accepted withdrawal;
/// counts what came in and went out, so that the invariants do not rest on what the payment module says about itself.
contract PaymentHandler is Deployers {
    uint256 private constant SESSIONS = 3;
    uint256 private constant DELAY = 7_200;

    uint64[] private _sessions;
    uint64[] private _taskSessions;
    uint64[] private _taskIds;
    uint256 private _paidIn;
    uint256 private _paidOut;
    mapping(bytes4 move => uint256) public accepted;
    /// @notice Withdrawals of sessions that had money in escrow at the time.
    uint256 public besideEscrow;

    constructor() {
        deploy();
        for (uint256 i = 0; i < SESSIONS; ++i) {
            _sessions.push(open(1, ProofKind.None));
        }
        vm.prank(client);
        session.setRouterAllowance(_sessions[0], router, 0);
        _paidIn = FUNDS * (MINERS + SESSIONS) + 2;
    }

    // ---------------------------------------------------------------- money in and out

    function deposit(uint256 a, uint256 amount) external {
        amount = bound(amount, 0, 10e18);
        if (attempt(address(payment), client, abi.encodeCall(ISessionPayment.deposit, (pick(a), amount)))) _paidIn += amount;
    }

    function depositAccount(uint256 who, uint256 amount) external {
        amount = bound(amount, 0, 10e18);
        if (attempt(address(payment), client, abi.encodeCall(ISessionPayment.depositAccount, (account(who), amount)))) _paidIn += amount;
    }

    /// @dev Asks for all the money a session has, escrow included, or what lies around the free part.
    function withdraw(uint256 a, uint256 amount, uint256 who) external {
        uint64 id = pick(a);
        (uint256 free, uint256 reserved) = payment.sessionBalance(id);
        amount = edge(amount, free, reserved);
        uint64 notBefore = payment.withdrawNotBefore(id);
        bool allowance = session.hasAllowance(id);
        address caller = who % 8 == 0 ? anyone : client;
        uint256 before = token.balanceOf(caller);
        if (!attempt(address(payment), caller, abi.encodeCall(ISessionPayment.withdraw, (id, amount)))) {
            assertEq(token.balanceOf(caller), before, "refused, and yet paid");
            return;
        }
        _paidOut += amount;
        if (reserved != 0) ++besideEscrow;
        (uint256 freeAfter, uint256 reservedAfter) = payment.sessionBalance(id);
        assertTrue(caller == client, "only the owner withdraws");
        assertEq(token.balanceOf(caller), before + amount, "paid");
        assertEq(freeAfter + amount, free, "only free money leaves");
        assertEq(reservedAfter, reserved, "escrow stays");
        assertTrue(!allowance || (notBefore != 0 && time() >= notBefore), "an allowance holds the money until the delay is over");
    }

    function withdrawAccount(uint256 who, uint256 amount) external {
        address caller = account(who);
        uint256 balance = payment.accountBalance(caller);
        amount = edge(amount, balance, 1e18);
        uint256 before = token.balanceOf(caller);
        if (!attempt(address(payment), caller, abi.encodeCall(ISessionPayment.withdrawAccount, (amount)))) return;
        _paidOut += amount;
        assertEq(payment.accountBalance(caller) + amount, balance, "only the account's own money leaves");
        assertEq(token.balanceOf(caller), before + amount, "paid");
    }

    function requestWithdraw(uint256 a) external {
        uint64 id = pick(a);
        if (!attempt(address(payment), client, abi.encodeCall(ISessionPayment.requestWithdraw, (id)))) return;
        assertEq(payment.withdrawNotBefore(id), time() + DELAY, "each request waits the whole delay");
    }

    function cancelWithdraw(uint256 a) external {
        attempt(address(payment), client, abi.encodeCall(ISessionPayment.cancelWithdraw, (pick(a))));
    }

    function setAllowance(uint256 a, uint256 perEpoch) external {
        perEpoch = perEpoch % 4 == 0 ? 0 : bound(perEpoch, 1, FUNDS);
        attempt(address(session), client, abi.encodeCall(ISession.setRouterAllowance, (pick(a), router, perEpoch)));
    }

    // ---------------------------------------------------------------- tasks, which put money in escrow

    function submit(uint256 a, uint256 cost) external {
        if (chainLeft == 0) return;
        TaskSubmission memory s = submission(pick(a), 1);
        (uint256 free,) = payment.sessionBalance(s.sessionId);
        s.maxCost = uint96(edge(cost, free, 1e18));
        s.nodes = range(uint8(cost % MINERS), 1);
        s.routerReveal = chainAt(chainLeft - 1);
        bool withdrawing = payment.withdrawNotBefore(s.sessionId) != 0;
        if (!attempt(address(queue), router, abi.encodeCall(ISessionQueue.submit, (s)))) return;
        --chainLeft;
        _taskSessions.push(s.sessionId);
        _taskIds.push(s.expectedTaskId);
        assertTrue(!withdrawing, "a task was taken while the owner waits for a withdrawal");
    }

    function precommitTask(uint256 a) public {
        (uint64 id, uint64 task) = pickTask(a);
        if (task == 0) return;
        bytes32 hash = commitment(id, task, 0);
        attempt(address(queue), minerOf(id, task, 0), abi.encodeCall(ISessionQueue.precommit, (id, task, 0, hash)));
    }

    function commitTask(uint256 a, uint256 promptTokens, uint256 outputTokens) public {
        (uint64 id, uint64 task) = pickTask(a);
        if (task == 0) return;
        bytes memory data =
            abi.encodeCall(ISessionQueue.commit, (id, task, 0, resultOf(0), saltOf(0), uint32(promptTokens % 2_000), uint32(outputTokens)));
        attempt(address(queue), minerOf(id, task, 0), data);
    }

    /// @dev Precommit and commit in one go: random single moves seldom get so far.
    function serveTask(uint256 a, uint256 promptTokens, uint256 outputTokens) external {
        precommitTask(a);
        commitTask(a, promptTokens, outputTokens);
    }

    /// @dev The other way to pay, in one move.
    function deliverTask(uint256 a, uint256 promptTokens, uint256 outputTokens) external {
        (uint64 id, uint64 task) = pickTask(a);
        if (task == 0) return;
        bytes memory data =
            abi.encodeCall(ISessionQueue.deliver, (id, task, 0, resultOf(0), uint32(promptTokens % 2_000), uint32(outputTokens)));
        attempt(address(queue), minerOf(id, task, 0), data);
    }

    /// @dev The first reason that holds.
    function failTask(uint256 a) public {
        (uint64 id, uint64 task) = pickTask(a);
        if (task != 0) end(id, task);
    }

    function wait(uint256 by) external {
        vm.warp(time() + (by % 6 == 0 ? DELAY : by % 60));
    }

    // ---------------------------------------------------------------- what must hold

    /// @notice What came in and did not go out is here, and it covers the escrow of every running task.
    function checkBacking() external view {
        uint256 held = token.balanceOf(address(payment));
        assertEq(held, _paidIn - _paidOut, "COR held");
        uint256 ceilings = 0;
        uint256 bonds = 0;
        for (uint256 i = 0; i < _taskIds.length; ++i) {
            TaskView memory v = queue.task(_taskSessions[i], _taskIds[i]);
            if (v.state >= TaskState.Completed) continue;
            ceilings += v.ceiling;
            if (v.precommitted != 0) bonds += v.ceiling / 10;
        }
        uint256 owed = payment.accountBalance(router) + payment.accountBalance(treasury);
        for (uint256 i = 0; i < MINERS; ++i) {
            owed += payment.accountBalance(miners[i]);
        }
        uint256 escrow = 0;
        for (uint256 i = 0; i < SESSIONS; ++i) {
            (uint256 free, uint256 reserved) = payment.sessionBalance(_sessions[i]);
            owed += free;
            escrow += reserved;
        }
        assertEq(escrow, ceilings, "reserved is what running tasks may cost");
        assertEq(held, owed + escrow + bonds, "every promise is covered, and no wei is left over");
    }

    /// @notice Every task ends, everybody takes everything, and the module is empty.
    function drain() external {
        vm.warp(time() + 100_000);
        for (uint256 i = 0; i < _taskIds.length; ++i) {
            end(_taskSessions[i], _taskIds[i]);
        }
        for (uint256 i = 0; i < MINERS + 2; ++i) {
            address owner = i < MINERS ? miners[i] : i == MINERS ? router : treasury;
            uint256 balance = payment.accountBalance(owner);
            if (balance == 0) continue;
            vm.prank(owner);
            payment.withdrawAccount(balance);
        }
        for (uint256 i = 0; i < SESSIONS; ++i) {
            vm.startPrank(client);
            session.setRouterAllowance(_sessions[i], router, 0);
            (uint256 free,) = payment.sessionBalance(_sessions[i]);
            if (free != 0) payment.withdraw(_sessions[i], free);
            vm.stopPrank();
        }
        assertEq(token.balanceOf(address(payment)), 0, "a wei is stuck");
    }

    function end(uint64 id, uint64 task) private {
        bool ok = false;
        for (uint256 reason = 0; reason < 5 && !ok; ++reason) {
            ok = attempt(address(queue), anyone, abi.encodeCall(ISessionQueue.fail, (id, task, FailReason(reason))));
        }
    }

    function attempt(address target, address caller, bytes memory data) private returns (bool ok) {
        vm.prank(caller);
        (ok,) = target.call(data);
        if (ok) ++accepted[bytes4(data)];
    }

    /// @dev Around zero, around the limit, beyond it by `more`, or anything up to twice the sum.
    function edge(uint256 value, uint256 limit, uint256 more) private pure returns (uint256) {
        uint256 kind = value % 8;
        value /= 8;
        if (kind == 0) return limit;
        if (kind == 1) return limit + 1;
        if (kind == 2) return limit + more;
        if (kind == 3) return value % 2;
        return value % (kind < 7 ? 2e18 : 2 * (limit + more) + 1);
    }

    function pick(uint256 a) private view returns (uint64) {
        return _sessions[a % SESSIONS];
    }

    /// @dev One of the latest three tasks; task id zero when there is none yet.
    function pickTask(uint256 a) private view returns (uint64, uint64) {
        uint256 length = _taskIds.length;
        if (length == 0) return (0, 0);
        uint256 i = length - 1 - a % (length < 3 ? length : 3);
        return (_taskSessions[i], _taskIds[i]);
    }

    function account(uint256 who) private view returns (address) {
        uint256 i = who % (MINERS + 2);
        return i < MINERS ? miners[i] : i == MINERS ? router : treasury;
    }
}
