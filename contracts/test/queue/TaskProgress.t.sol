// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QueueParameters} from "../../src/network/INetworkData.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {TaskState} from "../../src/queue/ISessionQueue.sol";
import {TaskDeadlines} from "../../src/queue/TaskDeadlines.sol";
import {Progress, TaskProgress} from "../../src/queue/TaskProgress.sol";
import {TaskTerms, TaskWords} from "../../src/queue/TaskTerms.sol";
import {Test} from "../utils/Test.sol";

contract TaskProgressTest is Test {
    using TaskProgress for Progress;
    using TaskDeadlines for Progress;
    using TaskTerms for TaskWords;

    TaskWords private _words;

    function test_pack_isTheInverseOfLoad(uint256 word, uint96 more) public pure {
        Progress memory p = TaskProgress.load(word);
        assertEq(p.pack(), word, "word");
        p.loadMore(more);
        assertEq(p.pack(), word, "word, with more slots");
        assertEq(p.packMore(), more, "more slots");
    }

    function test_count_isThePopulationCount(uint32 bits) public pure {
        uint256 expected = 0;
        for (uint256 i = 0; i < 32; ++i) {
            expected += (bits >> i) & 1;
        }
        assertEq(TaskProgress.count(bits), expected, "bits");
    }

    /// @dev The state as decision 0001 words it, over every nesting of bitmaps.
    function test_state_isTheLeastAdvancedOfTheOpenSlots(uint8 open, uint8 acked, uint8 precommitted, uint8 committed, uint8 round)
        public
        pure
    {
        Progress memory p;
        p.redundancy = 8;
        p.open = open;
        p.acked = acked;
        p.precommitted = precommitted & open;
        p.committed = committed & p.precommitted;
        p.round = round % 4;
        if (p.committed != 0) p.open = p.precommitted;
        TaskState expected;
        if (p.committed != 0) expected = p.committed == p.open ? TaskState.Committed : TaskState.Precommitted;
        else if (p.open == 0) expected = TaskState.Queued;
        else if (p.open & ~(p.acked | p.precommitted) != 0) expected = TaskState.Queued;
        else if (p.open & ~p.precommitted != 0) expected = TaskState.Acked;
        else if (p.vacancies() > 0 && p.round < 3) expected = TaskState.Acked;
        else expected = TaskState.Precommitted;
        assertEq(uint256(p.state(3)), uint256(expected), "state");
    }

    /// @dev While a wanted slot may still be filled or may still precommit, commits are closed.
    function test_commitsOpen_neverWhileASlotMayStillPrecommit(uint8 open, uint8 precommitted, uint8 round, uint8 late) public pure {
        Progress memory p;
        p.redundancy = 8;
        p.open = open;
        p.precommitted = precommitted & open;
        p.round = round % 4;
        p.precommitDeadline = 100;
        bool opened = p.commitsOpen(3, late);
        bool mayStill = late <= 100 && (p.open & ~p.precommitted != 0 || (p.vacancies() > 0 && p.round < 3));
        bool expected = !mayStill && TaskProgress.count(p.precommitted) >= 5;
        assertEq(opened ? 1 : 0, expected ? 1 : 0, "commits open");
    }

    function test_schedule_roundsTheGenerationTimeUp(uint32 maxTokens, uint16 speed) public pure {
        maxTokens = uint32(bound(maxTokens, 1, 1 << 30));
        QueueParameters memory q = QueueParameters(10, 5, 30, uint16(bound(speed, 1, type(uint16).max)), 30, 60, 5, 3, 0);
        Progress memory p;
        p.schedule(q, maxTokens, 1_000);
        uint256 generation = p.precommitDeadline - 1_030;
        assertTrue(generation * q.minTokensPerSecond >= maxTokens, "time enough");
        assertTrue((generation - 1) * q.minTokensPerSecond < maxTokens, "not a second more");
        assertEq(p.ackDeadline, 1_005, "ack");
    }

    function test_terms_packWithoutLoss(uint64 input, uint64 output, uint32 submitter, uint32 maxTokens, bool byOwner) public {
        vm.warp(1_900_000_000);
        uint256 terms = TaskTerms.pack(input, output, submitter, byOwner, maxTokens);
        for (uint8 slot = 0; slot < 32; ++slot) {
            terms = _words.appendNode(terms, slot, 255 - slot);
        }
        assertEq(TaskTerms.inputPrice(terms), input, "input");
        assertEq(TaskTerms.outputPrice(terms), output, "output");
        assertEq(TaskTerms.router(terms), byOwner ? 0 : submitter, "router");
        assertEq(TaskTerms.seedBlock(terms), byOwner ? submitter : 0, "seed block");
        assertEq(TaskTerms.maxTokens(terms), maxTokens, "tokens");
        assertEq(TaskTerms.createdAt(terms), 1_900_000_000, "created");
        for (uint8 slot = 0; slot < 32; ++slot) {
            assertEq(_words.nodeOf(terms, slot), 255 - slot, "node");
        }
    }

    /// @dev A task in storage keeps the flags of all its slots, those of the second word too.
    function test_write_isTheInverseOfRead(uint32 open, uint32 acked, uint32 precommitted, uint32 committed, uint8 slots, uint96 ceiling)
        public
    {
        Progress memory p;
        p.slots = bound(slots, 0, 32);
        uint256 mask = (1 << p.slots) - 1;
        (p.open, p.acked, p.precommitted, p.committed) = (open & mask, acked & mask, precommitted & mask, committed & mask);
        (p.ceiling, p.redundancy, p.proof) = (ceiling, 16, ProofKind.Agreement);
        _words.write(p);
        Progress memory q = _words.read(_words.progress);
        assertEq(keccak256(abi.encode(q)), keccak256(abi.encode(p)), "progress");
    }

    function test_gross_isNeverAboveTheSlotsCeiling(uint96 ceiling, uint64 input, uint64 output, uint8 redundancy, uint64 tokens)
        public
        view
    {
        Progress memory p;
        p.redundancy = bound(redundancy, 1, 16);
        p.ceiling = ceiling;
        uint256 limit = p.ceiling / p.redundancy;
        assertEq(TaskTerms.bond(p), limit * 1_000 / 10_000, "bond");
        uint256 cost = uint256(uint32(tokens)) * input + uint256(tokens >> 32) * output;
        assertEq(TaskTerms.gross(p, TaskTerms.pack(input, output, 0, false, 0), tokens), cost < limit ? cost : limit, "gross");
    }
}
