// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISessionPayment} from "../../src/payment/ISessionPayment.sol";
import {DeclineReason, FailReason, ISessionQueue, TaskState, TaskSubmission, TaskView} from "../../src/queue/ISessionQueue.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {Deployers} from "../utils/Deployers.sol";

/// @notice Makes random moves, legal and illegal, and time jumps; checks after each accepted move the rules that need the state before it.
contract QueueHandler is Deployers {
    struct Key {
        uint64 session;
        uint64 task;
    }

    Key[] private _keys;
    uint64[] private _sessions;
    uint256 public completed;
    uint256 public failed;

    /// @dev Bit n of entry m: a task may go from state m to state n in one move.
    uint8[5] private _table = [
        0x01 | 0x02 | 0x04 | 0x20, // Queued
        0x01 | 0x02 | 0x04 | 0x20, // Acked
        0x04 | 0x08 | 0x10 | 0x20, // Precommitted
        0x10 | 0x20, // Committed
        0
    ];

    constructor() {
        deploy();
        _sessions.push(open(1, ProofKind.None));
        _sessions.push(open(2, ProofKind.None));
        _sessions.push(open(3, ProofKind.Agreement));
        vm.prank(client);
        payment.deposit(_sessions[0], 7); // an odd balance
    }

    function submitRouted(uint256 a, uint256 nodes, uint256 cost) external {
        if (chainLeft == 0) return;
        TaskSubmission memory s = newTask(a, cost);
        s.nodes = range(uint8(nodes % 3), nodes % 4);
        s.routerReveal = chainAt(chainLeft - 1);
        vm.prank(router);
        (bool ok,) = address(queue).call(abi.encodeCall(ISessionQueue.submit, (s)));
        if (!ok) return;
        --chainLeft;
        _keys.push(Key(s.sessionId, s.expectedTaskId));
    }

    function submitOwned(uint256 a, uint256 cost) external {
        TaskSubmission memory s = newTask(a, cost);
        vm.prank(client);
        (bool ok,) = address(queue).call(abi.encodeCall(ISessionQueue.submit, (s)));
        if (ok) _keys.push(Key(s.sessionId, s.expectedTaskId));
    }

    function assign(uint256 a, uint256 who, uint256 first, uint256 nodes) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        move(k, leader(who), abi.encodeCall(ISessionQueue.assign, (k.session, k.task, range(uint8(first % 6), nodes % 4))));
    }

    function reassign(uint256 a, uint256 who, uint256 first, uint256 nodes) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        move(k, leader(who), abi.encodeCall(ISessionQueue.reassign, (k.session, k.task, range(uint8(first % 6), nodes % 4))));
    }

    function ack(uint256 a, uint256 slot) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        uint8 s = uint8(slot % 8);
        move(k, minerOr(k, s, slot >> 8), abi.encodeCall(ISessionQueue.ack, (k.session, k.task, s)));
    }

    function decline(uint256 a, uint256 slot) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        uint8 s = uint8(slot % 8);
        move(k, minerOr(k, s, slot >> 8), abi.encodeCall(ISessionQueue.decline, (k.session, k.task, s, DeclineReason.NoSlot)));
    }

    function precommit(uint256 a, uint256 slot) public {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        uint8 s = uint8(slot % 8);
        address caller = minerOr(k, s, slot >> 8);
        bytes32 hash = queue.commitmentOf(k.session, k.task, caller, resultOf(s), saltOf(s));
        TaskView memory before = queue.task(k.session, k.task);
        if (!move(k, caller, abi.encodeCall(ISessionQueue.precommit, (k.session, k.task, s, hash)))) return;
        assertTrue(before.committed == 0, "a precommit came after the first commit");
    }

    /// @notice Every slot of a task in one go: random single moves seldom get so far.
    function precommitAll(uint256 a) external {
        for (uint256 slot = 0; slot < 8; ++slot) {
            precommit(a, slot | (1 << 8));
        }
    }

    function commit(uint256 a, uint256 slot, uint32 promptTokens, uint32 outputTokens) public {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        uint8 s = uint8(slot % 8);
        TaskView memory before = queue.task(k.session, k.task);
        bytes memory data =
            abi.encodeCall(ISessionQueue.commit, (k.session, k.task, s, resultOf(s), saltOf(s), promptTokens % 400, outputTokens));
        if (!move(k, minerOr(k, s, slot >> 8), data)) return;
        if (before.committed == 0 && time() <= before.precommitDeadline) {
            assertTrue(before.open & ~before.precommitted == 0, "a commit came while a slot might still precommit");
        }
    }

    function commitAll(uint256 a, uint32 promptTokens, uint32 outputTokens) external {
        for (uint256 slot = 0; slot < 8; ++slot) {
            commit(a, slot | (1 << 8), promptTokens, outputTokens);
        }
    }

    function complete(uint256 a, uint256 who, uint256 accepted) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        uint32 set = accepted % 2 == 0 ? queue.task(k.session, k.task).committed : uint32(accepted);
        if (move(k, leader(who), abi.encodeCall(ISessionQueue.complete, (k.session, k.task, set)))) ++completed;
    }

    function fail(uint256 a, uint256 who, uint256 reason) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        if (move(k, leader(who), abi.encodeCall(ISessionQueue.fail, (k.session, k.task, FailReason(reason % 5))))) ++failed;
    }

    function wait(uint256 by) external {
        uint256 step = by % 8 == 0 ? 120 : by % 12;
        vm.warp(time() + step);
        vm.roll(vm.getBlockNumber() + 1 + step / 2);
    }

    function withdrawAccount(uint256 who, uint256 amount) external {
        address account = who % 4 == 0 ? router : who % 4 == 1 ? treasury : miners[who % MINERS];
        vm.prank(account);
        (bool ok,) = address(payment).call(abi.encodeCall(ISessionPayment.withdrawAccount, (amount % 2e18)));
        ok; // refused when the balance is too low
    }

    function withdrawSession(uint256 a, uint256 amount) external {
        vm.prank(client);
        (bool ok,) = address(payment).call(abi.encodeCall(ISessionPayment.withdraw, (_sessions[a % _sessions.length], amount % 2e18)));
        ok; // refused: the router has an allowance
    }

    /// @notice Long after every deadline anybody can end every task.
    function endEverything() external {
        vm.warp(time() + 100_000);
        vm.roll(vm.getBlockNumber() + 50_000);
        for (uint256 i = 0; i < _keys.length; ++i) {
            Key memory k = _keys[i];
            for (uint256 reason = 0; reason < 5 && !ended(k); ++reason) {
                move(k, anyone, abi.encodeCall(ISessionQueue.fail, (k.session, k.task, FailReason(reason))));
            }
            assertTrue(ended(k), "a task is stuck");
        }
        for (uint256 i = 0; i < _sessions.length; ++i) {
            (, uint256 reserved) = payment.sessionBalance(_sessions[i]);
            assertEq(reserved, 0, "money is reserved for nothing");
        }
    }

    /// @notice COR held must be free + reserved + accounts + bonds, to the wei.
    function checkMoney() external view {
        uint256 sum = payment.accountBalance(router) + payment.accountBalance(treasury);
        for (uint256 i = 0; i < miners.length; ++i) {
            sum += payment.accountBalance(miners[i]);
        }
        for (uint256 i = 0; i < _sessions.length; ++i) {
            (uint256 free, uint256 reserved) = payment.sessionBalance(_sessions[i]);
            sum += free + reserved;
        }
        for (uint256 i = 0; i < _keys.length; ++i) {
            TaskView memory v = queue.task(_keys[i].session, _keys[i].task);
            if (v.state >= TaskState.Completed) continue;
            for (uint256 bits = v.precommitted; bits != 0; bits &= bits - 1) {
                sum += uint256(v.ceiling) / v.redundancy / 10;
            }
        }
        assertEq(token.balanceOf(address(payment)), sum, "COR held");
    }

    /// @notice Ceilings of running tasks are what is reserved, and bitmaps nest.
    function checkTasks() external view {
        uint256[4] memory reservedBy;
        for (uint256 i = 0; i < _keys.length; ++i) {
            TaskView memory v = queue.task(_keys[i].session, _keys[i].task);
            if (v.state < TaskState.Completed) reservedBy[_keys[i].session] += v.ceiling;
            assertTrue(v.precommitted & ~v.open == 0, "a closed slot has precommitted");
            assertTrue(v.committed & ~v.precommitted == 0, "a commit without precommit");
            assertTrue(v.slotNodes.length <= 32 && v.round <= 3, "too many slots or rounds");
        }
        for (uint256 i = 0; i < _sessions.length; ++i) {
            (, uint256 reserved) = payment.sessionBalance(_sessions[i]);
            assertEq(reserved, reservedBy[_sessions[i]], "reserved");
        }
    }

    function move(Key memory k, address caller, bytes memory data) private returns (bool ok) {
        uint8 from = uint8(queue.task(k.session, k.task).state);
        vm.prank(caller);
        (ok,) = address(queue).call(data);
        if (!ok) return false;
        uint8 to = uint8(queue.task(k.session, k.task).state);
        assertTrue(_table[from] & (1 << to) != 0, "the state moved off the table");
    }

    function ended(Key memory k) private view returns (bool) {
        return queue.task(k.session, k.task).state >= TaskState.Completed;
    }

    function newTask(uint256 a, uint256 cost) private view returns (TaskSubmission memory s) {
        s = submission(_sessions[a % _sessions.length], 0);
        s.maxCost = uint96(bound(cost, 1, 1e18));
    }

    /// @dev One of the latest four tasks.
    function pick(uint256 a) private view returns (Key memory) {
        uint256 among = _keys.length < 4 ? _keys.length : 4;
        return _keys[_keys.length - 1 - a % among];
    }

    function leader(uint256 who) private view returns (address) {
        return who % 4 == 0 ? anyone : who % 4 == 1 ? router : who % 4 == 2 ? client : oracle;
    }

    /// @dev The slot's miner, except one time in eight.
    function minerOr(Key memory k, uint8 slot, uint256 chance) private view returns (address) {
        uint8[] memory nodes = queue.task(k.session, k.task).slotNodes;
        if (chance % 8 == 0 || slot >= nodes.length) return miners[chance % MINERS];
        return session.nodeAt(k.session, nodes[slot]);
    }
}
