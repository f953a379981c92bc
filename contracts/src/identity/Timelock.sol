// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title Timelock: owner of the network's parameters
/// @notice OpenZeppelin's TimelockController without an admin: proposers propose and cancel, anyone executes after the delay.
contract Timelock is TimelockController {
    /// @param minDelay seconds between proposal and execution
    /// @param proposers who may propose and cancel
    /// @param executors who may execute; the zero address stands for anyone
    constructor(uint256 minDelay, address[] memory proposers, address[] memory executors)
        TimelockController(minDelay, proposers, executors, address(0))
    {}
}
