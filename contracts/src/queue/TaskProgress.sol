// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProofKind} from "../session/ISession.sol";
import {TaskState} from "./ISessionQueue.sol";

/// @notice Where a task stands: everything that changes while it runs, and what most moves need beside it (decision 0001).
/// Bitmaps are over slots. Deadlines are unix seconds; 32 bits last until the year 2106.
struct Progress {
    uint256 open;
    uint256 acked;
    uint256 precommitted;
    uint256 committed;
    uint256 ackDeadline;
    uint256 precommitDeadline;
    uint256 commitDeadline;
    uint256 round;
    uint256 slots; // slots given so far, closed ones included
    uint256 redundancy;
    uint256 outcome; // 0, or TaskState.Completed or TaskState.Failed
    uint256 ceiling; // wei reserved
    ProofKind proof;
}

/// @title TaskProgress: packing of a task's progress and the pure rules over its bitmaps
/// @dev One word holds all of it while the task uses at most eight slots; the flags of slots 8..31 have a word of their own.
library TaskProgress {
    /// @notice Slots a task can use over its life.
    uint256 internal constant MAX_SLOTS = 32;
    /// @notice Slots whose flags are in the first word.
    uint256 internal constant FIRST_SLOTS = 8;
    uint256 private constant MASK_24 = 0xffffff;

    /// @param word the first word: four bitmaps of 8 bits, three deadlines of 32, round (8), slots (6), proof (2), redundancy (8), outcome (8), ceiling (96)
    function load(uint256 word) internal pure returns (Progress memory p) {
        p.open = word & 0xff;
        p.acked = (word >> 8) & 0xff;
        p.precommitted = (word >> 16) & 0xff;
        p.committed = (word >> 24) & 0xff;
        p.ackDeadline = (word >> 32) & 0xffffffff;
        p.precommitDeadline = (word >> 64) & 0xffffffff;
        p.commitDeadline = (word >> 96) & 0xffffffff;
        p.round = (word >> 128) & 0xff;
        p.slots = (word >> 136) & 0x3f;
        p.proof = ProofKind((word >> 142) & 0x3);
        p.redundancy = (word >> 144) & 0xff;
        p.outcome = (word >> 152) & 0xff;
        p.ceiling = word >> 160;
    }

    /// @notice The first word.
    function pack(Progress memory p) internal pure returns (uint256) {
        return (p.open & 0xff) | ((p.acked & 0xff) << 8) | ((p.precommitted & 0xff) << 16) | ((p.committed & 0xff) << 24)
            | (p.ackDeadline << 32) | (p.precommitDeadline << 64) | (p.commitDeadline << 96) | (p.round << 128) | (p.slots << 136)
            | (uint256(p.proof) << 142) | (p.redundancy << 144) | (p.outcome << 152) | (p.ceiling << 160);
    }

    /// @notice Adds the flags of slots 8..31, four bitmaps of 24 bits.
    function loadMore(Progress memory p, uint256 word) internal pure {
        p.open |= (word & MASK_24) << FIRST_SLOTS;
        p.acked |= ((word >> 24) & MASK_24) << FIRST_SLOTS;
        p.precommitted |= ((word >> 48) & MASK_24) << FIRST_SLOTS;
        p.committed |= ((word >> 72) & MASK_24) << FIRST_SLOTS;
    }

    /// @notice The word with the flags of slots 8..31.
    function packMore(Progress memory p) internal pure returns (uint256) {
        return (p.open >> FIRST_SLOTS) | ((p.acked >> FIRST_SLOTS) << 24) | ((p.precommitted >> FIRST_SLOTS) << 48)
            | ((p.committed >> FIRST_SLOTS) << 72);
    }

    /// @notice Number of set bits among the lowest 32, added up in parallel: the same cost however many are set.
    function count(uint256 bits) internal pure returns (uint256) {
        unchecked {
            bits = (bits & 0x55555555) + ((bits >> 1) & 0x55555555);
            bits = (bits & 0x33333333) + ((bits >> 2) & 0x33333333);
            bits = (bits & 0x0f0f0f0f) + ((bits >> 4) & 0x0f0f0f0f);
            return (bits * 0x01010101 >> 24) & 0xff;
        }
    }

    /// @notice Answers without which nothing is paid.
    function quorum(Progress memory p) internal pure returns (uint256) {
        return p.redundancy / 2 + 1;
    }

    /// @notice Wanted slots that are empty.
    function vacancies(Progress memory p) internal pure returns (uint256) {
        return p.redundancy - count(p.open);
    }

    /// @notice Whether the precommit set is frozen: the first commit has come.
    function frozen(Progress memory p) internal pure returns (bool) {
        return p.committed != 0;
    }

    /// @notice Whether enough slots have precommitted for commits to make sense.
    function hasQuorum(Progress memory p) internal pure returns (bool) {
        return count(p.precommitted) >= quorum(p);
    }

    /// @notice Whether every open slot has precommitted and none will be added.
    function full(Progress memory p, uint256 maxRounds) internal pure returns (bool) {
        return p.open != 0 && p.open & ~p.precommitted == 0 && (vacancies(p) == 0 || p.round >= maxRounds);
    }

    /// @notice Whether commits are taken at `time`.
    function commitsOpen(Progress memory p, uint256 maxRounds, uint256 time) internal pure returns (bool) {
        return frozen(p) || (hasQuorum(p) && (time > p.precommitDeadline || full(p, maxRounds)));
    }

    /// @notice Whether nothing is left to judge or to wait for: every answer is in, and the session asks for no proof.
    function paysItself(Progress memory p) internal pure returns (bool) {
        return p.proof == ProofKind.None && p.committed == p.open;
    }

    /// @notice Least advanced state of the open slots, or the outcome.
    function state(Progress memory p, uint256 maxRounds) internal pure returns (TaskState) {
        if (p.outcome != 0) return TaskState(p.outcome);
        if (frozen(p)) return p.committed == p.open ? TaskState.Committed : TaskState.Precommitted;
        if (p.open == 0 || p.open & ~(p.acked | p.precommitted) != 0) return TaskState.Queued;
        return full(p, maxRounds) ? TaskState.Precommitted : TaskState.Acked;
    }

    /// @notice Open slots that missed a deadline by `time`.
    function late(Progress memory p, uint256 time) internal pure returns (uint256) {
        uint256 waiting = p.open & ~p.precommitted;
        if (time > p.precommitDeadline) return waiting;
        return time > p.ackDeadline ? waiting & ~p.acked : 0;
    }
}
