// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QueueParameters} from "../network/INetworkData.sol";
import {FailReason} from "./ISessionQueue.sol";
import {Progress, TaskProgress} from "./TaskProgress.sol";

/// @title TaskDeadlines: when the timeout moves become legal (decision 0001)
library TaskDeadlines {
    using TaskProgress for Progress;

    /// @notice Assignment windows after which a task that nobody assigned fails.
    uint256 private constant ASSIGN_WINDOWS = 3;

    /// @notice Start a round at `time`: fresh deadlines for every open slot.
    function schedule(Progress memory p, QueueParameters memory q, uint256 maxTokens, uint256 time) internal pure {
        uint256 speed = q.minTokensPerSecond;
        p.round += 1;
        p.ackDeadline = uint32(time + q.ackWindow);
        p.precommitDeadline = uint32(time + q.precommitBase + (maxTokens + speed - 1) / speed);
        p.commitDeadline = 0;
    }

    /// @notice Deadline after which late slots may be replaced.
    function reassign(Progress memory p) internal pure returns (uint256) {
        return p.open & ~(p.acked | p.precommitted) != 0 ? p.ackDeadline : p.precommitDeadline;
    }

    /// @notice The commit deadline, also before it is fixed.
    function commit(Progress memory p, QueueParameters memory q) internal pure returns (uint256) {
        return p.commitDeadline != 0 ? p.commitDeadline : p.precommitDeadline + q.commitWindow;
    }

    /// @notice Whether the reason can hold as the bitmaps stand, and the deadline after which it does.
    /// NoAgreement is a verdict, not a timeout, and is judged by the queue itself.
    function fail(Progress memory p, QueueParameters memory q, uint256 createdAt, FailReason reason)
        internal
        pure
        returns (bool possible, uint256 deadline)
    {
        bool frozen = p.frozen();
        bool roundsLeft = p.round < q.maxRounds;
        if (reason == FailReason.NotAssigned) {
            possible = !frozen && p.open == 0;
            if (p.round == 0) deadline = createdAt + ASSIGN_WINDOWS * q.assignWindow;
            else if (roundsLeft) deadline = p.precommitDeadline + q.assignWindow;
        } else if (reason == FailReason.TooFewPrecommits) {
            possible = !frozen && p.open != 0 && !p.hasQuorum();
            deadline = roundsLeft ? p.precommitDeadline + q.assignWindow : p.precommitDeadline;
        } else if (reason == FailReason.TooFewCommits) {
            possible = frozen ? TaskProgress.count(p.committed) < p.quorum() : p.hasQuorum();
            deadline = commit(p, q);
        } else if (reason == FailReason.NotCompleted) {
            possible = frozen && TaskProgress.count(p.committed) >= p.quorum();
            deadline = commit(p, q) + q.completeWindow;
        }
    }
}
