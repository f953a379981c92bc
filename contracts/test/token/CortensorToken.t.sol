// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CortensorToken} from "../../src/token/CortensorToken.sol";
import {Test} from "../utils/Test.sol";

contract CortensorTokenTest is Test {
    function test_supply_isFixedAndGoesToTheHolder() public {
        CortensorToken token = new CortensorToken(address(7));
        assertEq(token.totalSupply(), 1e27, "supply");
        assertEq(token.balanceOf(address(7)), 1e27, "holder");
        assertEq(token.decimals(), 18, "decimals");
        assertEq(keccak256(bytes(token.symbol())), keccak256("COR"), "symbol");
        assertTrue(token.totalSupply() < 2 ** 96, "balances fit 96 bits");
    }
}
