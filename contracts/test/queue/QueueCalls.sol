// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeclineReason, FailReason, ISessionQueue, TaskState} from "../../src/queue/ISessionQueue.sol";
import {Deployers} from "../utils/Deployers.sol";

/// @notice Moves as calldata and refusals as bytes, for tests that expect an exact error.
abstract contract QueueCalls is Deployers {
    uint64 internal id;
    uint64 internal task;

    function no(address caller, bytes memory move, bytes memory expected) internal {
        refuses(address(queue), caller, move, expected);
    }

    function assignCall(uint8[] memory nodes) internal view returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.assign, (id, task, nodes));
    }

    function reassignCall(uint8[] memory nodes) internal view returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.reassign, (id, task, nodes));
    }

    function ackCall(uint8 slot) internal view returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.ack, (id, task, slot));
    }

    function declineCall(uint8 slot) internal view returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.decline, (id, task, slot, DeclineReason.NoSlot));
    }

    function precommitCall(uint8 slot, bytes32 hash) internal view returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.precommit, (id, task, slot, hash));
    }

    function commitCall(uint8 slot, bytes32 digest) internal view returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.commit, (id, task, slot, digest, saltOf(slot), 100, 50));
    }

    function deliverCall(uint8 slot) internal view returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.deliver, (id, task, slot, resultOf(slot), 100, 50));
    }

    function completeCall(uint32 accepted) internal view returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.complete, (id, task, accepted));
    }

    function failCall(FailReason reason) internal view returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.fail, (id, task, reason));
    }

    function unexpected(TaskState current, uint8 allowed) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskUnexpectedState.selector, id, task, current, allowed);
    }

    function notAllowed(address caller) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskCallerNotAllowed.selector, id, task, caller);
    }

    function notYours(uint8 slot, address caller) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskSlotNotYours.selector, id, task, slot, caller);
    }

    function moved(uint8 slot) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskSlotAlreadyMoved.selector, id, task, slot);
    }

    function passed(uint256 deadline) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskDeadlinePassed.selector, id, task, deadline);
    }

    function early(uint256 notBefore) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskTooEarly.selector, id, task, notBefore);
    }

    function closed(uint32 precommitted, uint32 open_) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskCommitsClosed.selector, id, task, precommitted, open_);
    }

    function frozen() internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskPrecommitsFrozen.selector, id, task);
    }

    function mismatch(uint8 slot) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskCommitmentMismatch.selector, id, task, slot);
    }

    function countOut(uint256 given, uint256 vacancies) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskNodeCountOutOfRange.selector, id, task, given, vacancies);
    }

    function notEligible(uint8 node) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskNodeNotEligible.selector, id, task, node);
    }

    function badSet(uint32 accepted, uint32 committed) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ISessionQueue.TaskAcceptedSetInvalid.selector, id, task, accepted, committed);
    }

    function state(TaskState expected) internal view {
        assertEq(uint256(queue.task(id, task).state), uint256(expected), "state");
    }

    function miner(uint8 slot) internal view virtual returns (address) {
        return minerOf(id, task, slot);
    }

    function money() internal view returns (uint256 free, uint256 reserved) {
        return payment.sessionBalance(id);
    }
}
