// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TaskState} from "./ISessionQueue.sol";

/// @notice Where a task stands: everything that changes while it runs, one storage word (decision 0001).
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
}

/// @title TaskProgress: packing of a task's progress and the pure rules over its bitmaps
library TaskProgress {
    /// @notice Slots a task can use over its life.
    uint256 internal constant MAX_SLOTS = 32;

    function load(uint256 word) internal pure returns (Progress memory p) {
        p.open = word & 0xffffffff;
        p.acked = (word >> 32) & 0xffffffff;
        p.precommitted = (word >> 64) & 0xffffffff;
        p.committed = (word >> 96) & 0xffffffff;
        p.ackDeadline = (word >> 128) & 0xffffffff;
        p.precommitDeadline = (word >> 160) & 0xffffffff;
        p.commitDeadline = (word >> 192) & 0xffffffff;
        p.round = (word >> 224) & 0xff;
        p.slots = (word >> 232) & 0xff;
        p.redundancy = (word >> 240) & 0xff;
        p.outcome = word >> 248;
    }

    function pack(Progress memory p) internal pure returns (uint256) {
        return p.open | (p.acked << 32) | (p.precommitted << 64) | (p.committed << 96) | (p.ackDeadline << 128)
            | (p.precommitDeadline << 160) | (p.commitDeadline << 192) | (p.round << 224) | (p.slots << 232) | (p.redundancy << 240)
            | (p.outcome << 248);
    }

    /// @notice Number of set bits among the lowest 32.
    function count(uint256 bits) internal pure returns (uint256 n) {
        for (; bits != 0; ++n) {
            bits &= bits - 1;
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
