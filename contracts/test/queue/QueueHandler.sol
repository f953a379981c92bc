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

    /// @dev Added to a slot number: the caller is the slot's miner, and the slot is taken as it is when it was given out.
    uint256 private constant OWN_SLOT = 1 << 8;

    Key[] private _keys;
    uint64[] private _sessions;
    uint256 public completed;
    uint256 public failed;
    /// @notice Accepted moves, so that a test can see that random walks get everywhere.
    mapping(bytes4 move => uint256) public accepted;
    mapping(FailReason reason => uint256) public failedFor;
    /// @notice Attempts to get another answer into a set that a commit has frozen.
    uint256 public thawAttempts;

    /// @dev Bit n of entry m: a task may go from state m to state n in one move.
    uint8[5] private _table = [
        0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x20, // Queued; a delivery ends where a commit does
        0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x20, // Acked
        0x04 | 0x08 | 0x10 | 0x20, // Precommitted
        0x10 | 0x20, // Committed
        0
    ];

    constructor() {
        deploy();
        _sessions.push(open(1, ProofKind.None));
        _sessions.push(open(2, ProofKind.None));
        _sessions.push(open(3, ProofKind.Agreement));
        _sessions.push(open(1, ProofKind.Agreement));
        vm.prank(client);
        payment.deposit(_sessions[0], 7); // an odd balance
    }

    function submitRouted(uint256 a, uint256 nodes, uint256 cost) external {
        if (chainLeft == 0 || (busy() && a % 4 != 0)) return;
        TaskSubmission memory s = newTask(a, cost);
        s.nodes = range(uint8(nodes % 3), nodes % 4);
        s.routerReveal = chainAt(chainLeft - 1);
        vm.prank(router);
        (bool ok,) = address(queue).call(abi.encodeCall(ISessionQueue.submit, (s)));
        if (!ok) return;
        ++accepted[ISessionQueue.submit.selector];
        --chainLeft;
        _keys.push(Key(s.sessionId, s.expectedTaskId));
    }

    function submitOwned(uint256 a, uint256 cost) external {
        if (busy() && a % 4 != 0) return;
        TaskSubmission memory s = newTask(a, cost);
        vm.prank(client);
        (bool ok,) = address(queue).call(abi.encodeCall(ISessionQueue.submit, (s)));
        if (!ok) return;
        ++accepted[ISessionQueue.submit.selector];
        _keys.push(Key(s.sessionId, s.expectedTaskId));
    }

    function assign(uint256 a, uint256 who, uint256 first, uint256 nodes) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        move(k, leader(who), abi.encodeCall(ISessionQueue.assign, (k.session, k.task, nodesFor(k, first, nodes))));
    }

    /// @dev Whichever of the latest tasks has a late slot.
    function reassign(uint256 a, uint256 who, uint256 first, uint256 nodes) external {
        for (uint256 i = 0; i < 4 && _keys.length != 0; ++i) {
            Key memory k = pick(a % 4 + i);
            bytes memory data = abi.encodeCall(ISessionQueue.reassign, (k.session, k.task, nodesFor(k, first, nodes)));
            if (move(k, leader(who), data)) return;
        }
    }

    /// @dev Whichever of the latest tasks is waiting for it.
    function ack(uint256 a, uint256 slot) external {
        for (uint256 i = 0; i < 4 && _keys.length != 0; ++i) {
            Key memory k = pick(a % 4 + i);
            uint8 s = slotFor(k, slot);
            if (move(k, minerOr(k, s, slot >> 8), abi.encodeCall(ISessionQueue.ack, (k.session, k.task, s)))) return;
        }
    }

    function decline(uint256 a, uint256 slot) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        uint8 s = slotFor(k, slot);
        move(k, minerOr(k, s, slot >> 8), abi.encodeCall(ISessionQueue.decline, (k.session, k.task, s, DeclineReason.NoSlot)));
    }

    function precommit(uint256 a, uint256 slot) public {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        uint8 s = slotFor(k, slot);
        address caller = minerOr(k, s, slot >> 8);
        bytes32 hash = queue.commitmentOf(k.session, k.task, caller, resultOf(s), saltOf(s));
        move(k, caller, abi.encodeCall(ISessionQueue.precommit, (k.session, k.task, s, hash)));
    }

    /// @notice Every slot of a task in one go, or, half of the time, those whose bit in `some` is set: random single moves seldom get so far.
    function precommitAll(uint256 a, uint256 some) public {
        for (uint256 slot = 0; slot < 8; ++slot) {
            if (some % 2 == 0 || (some >> slot) & 2 != 0) precommit(a, slot | OWN_SLOT);
        }
    }

    function commit(uint256 a, uint256 slot, uint256 promptTokens, uint256 outputTokens) public {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        uint8 s = slotFor(k, slot);
        TaskView memory before = queue.task(k.session, k.task);
        // Half of the answers are short enough to cost less than their ceiling.
        uint32 output = uint32(outputTokens % 2 == 0 ? outputTokens : outputTokens % 400);
        bytes memory data =
            abi.encodeCall(ISessionQueue.commit, (k.session, k.task, s, resultOf(s), saltOf(s), uint32(promptTokens % 400), output));
        if (!move(k, minerOr(k, s, slot >> 8), data)) return;
        if (before.committed == 0 && time() <= before.precommitDeadline) {
            assertTrue(before.open & ~before.precommitted == 0, "a commit came while a slot might still precommit");
        }
    }

    function commitAll(uint256 a, uint256 promptTokens, uint256 outputTokens) public {
        for (uint256 slot = 0; slot < 8; ++slot) {
            commit(a, slot | OWN_SLOT, promptTokens, outputTokens);
        }
    }

    /// @dev Whichever of the latest tasks wants one answer, and one way or another its miner, a stranger, a closed slot.
    function deliver(uint256 a, uint256 slot, uint256 promptTokens, uint256 outputTokens) external {
        for (uint256 i = 0; i < 4 && _keys.length != 0; ++i) {
            Key memory k = pick(a % 4 + i);
            TaskView memory before = queue.task(k.session, k.task);
            uint8 s = slotFor(k, slot);
            address caller = minerOr(k, s, slot >> 8);
            bytes memory data = abi.encodeCall(
                ISessionQueue.deliver, (k.session, k.task, s, resultOf(s), uint32(promptTokens % 400), uint32(outputTokens % 400))
            );
            if (!move(k, caller, data)) continue;
            assertTrue(before.redundancy == 1 && before.open == 1 << s, "a delivery took a slot that was not the only open one");
            assertTrue(before.precommitted == 0 && time() <= before.precommitDeadline, "a delivery came too late");
            return;
        }
    }

    /// @notice As a healthy network does it: fill the empty slots, precommit, commit.
    function serve(uint256 a, uint256 first, uint256 promptTokens, uint256 outputTokens) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        address router_ = queue.task(k.session, k.task).router;
        address caller = router_ == address(0) ? oracle : router_;
        // Choice 4 n + 1 asks for n nodes that were not asked yet; the largest number that fits is accepted.
        for (uint256 n = 3; n > 0; --n) {
            if (move(k, caller, abi.encodeCall(ISessionQueue.assign, (k.session, k.task, nodesFor(k, first, 4 * n + 1))))) break;
        }
        precommitAll(a, promptTokens >> 16);
        commitAll(a, promptTokens, outputTokens);
    }

    /// @notice The one way to a frozen set with an empty slot: two of three precommit by the deadline, and one of them commits after it.
    /// Then everybody tries to get a third answer in; `move` fails if anyone succeeds.
    function freeze(uint256 a, uint256 first, uint256 some, uint256 who) external {
        if (busy() && a % 4 != 0) return;
        TaskSubmission memory s = submission(_sessions[2], 0);
        vm.prank(client);
        (bool ok,) = address(queue).call(abi.encodeCall(ISessionQueue.submit, (s)));
        if (!ok) return; // the money is in other tasks
        ++accepted[ISessionQueue.submit.selector];
        Key memory k = Key(s.sessionId, s.expectedTaskId);
        _keys.push(k);
        vm.roll(vm.getBlockNumber() + 2); // the seed's block
        if (!move(k, oracle, abi.encodeCall(ISessionQueue.assign, (k.session, k.task, range(uint8(first % (MINERS - 2)), 3))))) return;

        uint256 missing = some % 3;
        for (uint256 slot = 0; slot < 3; ++slot) {
            if (slot != missing) precommit(0, slot | OWN_SLOT);
        }
        vm.warp(uint256(queue.task(k.session, k.task).precommitDeadline) + 1 + (some >> 8) % 12); // within and after the grace
        commit(0, (missing + 1 + (some >> 16) % 2) % 3 | OWN_SLOT, some >> 24, some >> 32);

        for (uint256 i = 0; i < 6; ++i) {
            uint256 chance = uint256(keccak256(abi.encode(who, i)));
            ++thawAttempts;
            // The nodes that were not asked yet, or else none, which would only close slots.
            bytes memory data = abi.encodeCall(ISessionQueue.reassign, (k.session, k.task, nodesFor(k, chance, chance >> 8)));
            move(k, leader(chance >> 16), data);
            precommit(0, i % 3 == 0 ? missing | OWN_SLOT : chance >> 24);
        }
        // Half of the time the other answer comes as well: there is something to judge.
        if ((some >> 40) % 2 == 0) commitAll(0, some >> 48, some >> 56);
    }

    /// @dev Whichever of the latest tasks is ready.
    function complete(uint256 a, uint256 who, uint256 choice) external {
        for (uint256 i = 0; i < 4 && _keys.length != 0; ++i) {
            Key memory k = pick(a % 4 + i);
            uint32 set = choice % 2 == 0 ? queue.task(k.session, k.task).committed : uint32(choice >> 1) % 8;
            if (!move(k, leader(who), abi.encodeCall(ISessionQueue.complete, (k.session, k.task, set)))) continue;
            ++completed;
            return;
        }
    }

    /// @notice The oracle finds no agreement in whichever of the latest tasks is ready.
    function disagree(uint256 a) external {
        for (uint256 i = 0; i < 4 && _keys.length != 0; ++i) {
            Key memory k = pick(a % 4 + i);
            if (!move(k, oracle, abi.encodeCall(ISessionQueue.fail, (k.session, k.task, FailReason.NoAgreement)))) continue;
            ++failed;
            ++failedFor[FailReason.NoAgreement];
            return;
        }
    }

    function fail(uint256 a, uint256 who, uint256 reason) external {
        if (_keys.length == 0) return;
        Key memory k = pick(a);
        // One time in four the first reason that holds, else any.
        uint256 last = reason % 4 == 0 ? 4 : (reason >> 2) % 5;
        for (uint256 why = reason % 4 == 0 ? 0 : last; why <= last; ++why) {
            if (!move(k, leader(who), abi.encodeCall(ISessionQueue.fail, (k.session, k.task, FailReason(why))))) continue;
            ++failed;
            ++failedFor[FailReason(why)];
            return;
        }
    }

    function wait(uint256 by) external {
        uint256 step = [uint256(120), 41, 31, 11, 6, 3, 2, 1][by % 8]; // past each deadline, and up to some
        vm.warp(time() + step);
        vm.roll(vm.getBlockNumber() + 1 + step / 2);
    }

    function withdrawAccount(uint256 who, uint256 amount) external {
        address account = who % 4 == 0 ? router : who % 4 == 1 ? treasury : miners[who % MINERS];
        vm.prank(account);
        (bool ok,) = address(payment).call(abi.encodeCall(ISessionPayment.withdrawAccount, (amount % 2e18)));
        ok; // refused when the balance is too low
    }

    /// @dev Withdrawals that succeed are PaymentHandler's business; here the router's allowance must hold the money.
    function withdrawSession(uint256 a, uint256 amount) external {
        vm.prank(client);
        (bool ok,) = address(payment).call(abi.encodeCall(ISessionPayment.withdraw, (_sessions[a % _sessions.length], amount % 2e18)));
        assertTrue(!ok, "withdrawn at once in spite of an allowance");
    }

    /// @notice As soon as a task's last deadline and the grace have passed, anybody can end it.
    function endEverything() external {
        vm.roll(vm.getBlockNumber() + 50_000);
        for (uint256 i = 0; i < _keys.length; ++i) {
            Key memory k = _keys[i];
            if (ended(k)) continue;
            uint256 due = lastDeadline(queue.task(k.session, k.task));
            if (time() <= due) vm.warp(due + 1);
            for (uint256 reason = 0; reason < 5 && !ended(k); ++reason) {
                if (move(k, anyone, abi.encodeCall(ISessionQueue.fail, (k.session, k.task, FailReason(reason))))) {
                    ++failedFor[FailReason(reason)];
                }
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
        uint256[5] memory reservedBy;
        for (uint256 i = 0; i < _keys.length; ++i) {
            TaskView memory v = queue.task(_keys[i].session, _keys[i].task);
            if (v.state < TaskState.Completed) reservedBy[_keys[i].session] += v.ceiling;
            assertTrue(v.precommitted & ~v.open == 0, "a closed slot has precommitted");
            assertTrue(v.committed & ~v.precommitted == 0, "a commit without precommit");
            assertTrue(v.committed == 0 || v.open == v.precommitted, "a commit left a slot open that has not precommitted");
            assertTrue(v.slotNodes.length <= 32 && v.round <= 3, "too many slots or rounds");
        }
        for (uint256 i = 0; i < _sessions.length; ++i) {
            (, uint256 reserved) = payment.sessionBalance(_sessions[i]);
            assertEq(reserved, reservedBy[_sessions[i]], "reserved");
        }
    }

    function move(Key memory k, address caller, bytes memory data) private returns (bool ok) {
        TaskView memory before = queue.task(k.session, k.task);
        vm.prank(caller);
        (ok,) = address(queue).call(data);
        if (!ok) return false;
        ++accepted[bytes4(data)];
        TaskView memory v = queue.task(k.session, k.task);
        assertTrue(_table[uint8(before.state)] & (1 << uint8(v.state)) != 0, "the state moved off the table");
        if (before.committed == 0) return true;
        assertTrue(v.precommitted == before.precommitted, "a precommit came after the first commit");
        assertTrue(v.open == before.open && v.slotNodes.length == before.slotNodes.length, "the answers changed after the first commit");
    }

    /// @dev With the default windows: assign 10 (three of them without any assignment), commit 30, complete 60, grace 5.
    function lastDeadline(TaskView memory v) private pure returns (uint256) {
        if (v.round == 0) return v.createdAt + 30 + 5;
        uint256 commits = v.commitDeadline != 0 ? v.commitDeadline : v.precommitDeadline + 30;
        return commits + 60 + 5;
    }

    function ended(Key memory k) private view returns (bool) {
        return queue.task(k.session, k.task).state >= TaskState.Completed;
    }

    function newTask(uint256 a, uint256 cost) private view returns (TaskSubmission memory s) {
        s = submission(_sessions[a % _sessions.length], 0);
        s.maxCost = uint96(bound(cost, 1, 1e18));
    }

    /// @dev Whether the latest four tasks are all running: then more of them would only keep moves from meeting.
    function busy() private view returns (bool) {
        if (_keys.length < 4) return false;
        for (uint256 i = 1; i <= 4; ++i) {
            if (ended(_keys[_keys.length - i])) return false;
        }
        return true;
    }

    /// @dev Up to three nodes that were not asked yet, or, one time in four, any neighbours.
    function nodesFor(Key memory k, uint256 first, uint256 choice) private view returns (uint8[] memory nodes) {
        uint256 wanted = (choice >> 2) % 4;
        if (choice % 4 == 0) return range(uint8(first % MINERS), wanted);
        uint8[] memory asked = queue.task(k.session, k.task).slotNodes;
        uint256 used = 0;
        for (uint256 i = 0; i < asked.length; ++i) {
            used |= 1 << asked[i];
        }
        nodes = new uint8[](wanted);
        uint256 found = 0;
        for (uint256 i = 0; i < MINERS && found < wanted; ++i) {
            uint8 node = uint8((first % MINERS + i) % MINERS);
            if (used & (1 << node) == 0) nodes[found++] = node;
        }
        assembly ("memory-safe") {
            mstore(nodes, found)
        }
    }

    /// @dev One of the latest four tasks.
    function pick(uint256 a) private view returns (Key memory) {
        uint256 among = _keys.length < 4 ? _keys.length : 4;
        return _keys[_keys.length - 1 - a % among];
    }

    function leader(uint256 who) private view returns (address) {
        return who % 4 == 0 ? anyone : who % 4 == 1 ? router : who % 4 == 2 ? client : oracle;
    }

    /// @dev A slot that was given out, or, one time in four, any of eight.
    function slotFor(Key memory k, uint256 slot) private view returns (uint8) {
        uint256 given = queue.task(k.session, k.task).slotNodes.length;
        return uint8(given == 0 || (slot >> 16) % 4 == 0 ? slot % 8 : slot % given);
    }

    /// @dev The slot's miner, except one time in eight.
    function minerOr(Key memory k, uint8 slot, uint256 chance) private view returns (address) {
        uint8[] memory nodes = queue.task(k.session, k.task).slotNodes;
        if (chance % 8 == 0 || slot >= nodes.length) return miners[chance % MINERS];
        return session.nodeAt(k.session, nodes[slot]);
    }
}
