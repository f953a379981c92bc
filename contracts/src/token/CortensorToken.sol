// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title CortensorToken: COR, the money of the network
/// @notice ERC-20 with ERC-2612 permit, 18 decimals, a fixed supply of 1,000,000,000 COR, no owner.
contract CortensorToken is ERC20, ERC20Permit {
    /// @dev Below 2^96 wei, which lets the payment module pack balances.
    uint256 private constant SUPPLY = 1_000_000_000e18;

    /// @param holder gets the whole supply
    constructor(address holder) ERC20("Cortensor", "COR") ERC20Permit("Cortensor") {
        _mint(holder, SUPPLY);
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1";
    }
}
