// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeRole} from "../../src/identity/IIam.sol";
import {INodePool, PoolState} from "../../src/pool/INodePool.sol";
import {Deployers} from "../utils/Deployers.sol";

contract NodePoolTest is Deployers {
    address private constant NODE = address(0x4e0de);

    function setUp() public {
        deploy();
        admit(NodeRole.Miner, NODE);
    }

    function no(address caller, bytes memory move, bytes memory expected) private {
        refuses(address(pool), caller, move, expected);
    }

    function models(uint256 first, uint256 count) private pure returns (bytes32[] memory list) {
        list = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            list[i] = bytes32(first + i);
        }
    }

    function test_register_refusesInOrder() public {
        bytes32[] memory twice = models(1, 2);
        twice[1] = twice[0];
        no(anyone, abi.encodeCall(INodePool.register, (0, twice)), abi.encodeWithSelector(INodePool.PoolCallerNotMiner.selector, anyone));
        bytes memory slots = abi.encodeWithSelector(INodePool.PoolOfferInvalid.selector, "slots");
        no(NODE, abi.encodeCall(INodePool.register, (0, twice)), slots);
        no(NODE, abi.encodeCall(INodePool.register, (257, twice)), slots);
        bytes memory offer = abi.encodeWithSelector(INodePool.PoolOfferInvalid.selector, "models");
        no(NODE, abi.encodeCall(INodePool.register, (256, twice)), offer);
        no(NODE, abi.encodeCall(INodePool.register, (256, models(1, 0))), offer);
        no(NODE, abi.encodeCall(INodePool.register, (256, models(1, 33))), offer);
    }

    function test_register_againChangesTheOffer() public {
        vm.prank(NODE);
        pool.register(1, models(1, 32));
        assertEq(pool.nodeCount(), MINERS + 1, "count");
        vm.prank(oracle);
        pool.setState(NODE, PoolState.Ephemeral);
        assertTrue(pool.isEligible(NODE, bytes32(uint256(1)), false), "offers model 1");
        vm.prank(NODE);
        pool.register(2, models(2, 2));
        assertTrue(!pool.isEligible(NODE, bytes32(uint256(1)), false), "no more");
        assertTrue(pool.isEligible(NODE, bytes32(uint256(3)), false), "still model 3");
        assertEq(pool.eligibleNodes(bytes32(uint256(1)), 0, 0, 9).length, 0, "out of the list too");
        (PoolState state, uint8 level, uint16 slots, bytes32[] memory list) = pool.node(NODE);
        assertEq(uint256(state), uint256(PoolState.Ephemeral), "state stays");
        assertEq(level + slots + list.length, 0 + 2 + 2, "offer");
        assertEq(pool.nodeCount(), MINERS + 1, "counted once");
    }

    function test_states_moveAlongTheTableOnly() public {
        // Row: from; bit n: to PoolState n.
        uint256[10] memory table = [uint256(0), 0x24c | 0x200, 0x308, 0x3c0, 0, 0, 0x388, 0x20c, 0x20c, 0];
        table[1] = bit(PoolState.Probation) | bit(PoolState.Ephemeral) | bit(PoolState.Dedicated) | bit(PoolState.Banned);
        for (uint256 from = 1; from < 10; ++from) {
            if (from == uint256(PoolState.Reserved) || from == uint256(PoolState.Recheck)) continue;
            for (uint256 to = 0; to < 10; ++to) {
                address node = address(uint160(0xabc000 + from * 16 + to));
                reach(node, PoolState(from));
                bytes memory move = abi.encodeCall(INodePool.setState, (node, PoolState(to)));
                if (table[from] & (1 << to) == 0) {
                    no(oracle, move, abi.encodeWithSelector(INodePool.PoolTransitionNotAllowed.selector, node, from, to));
                } else {
                    vm.prank(oracle);
                    pool.setState(node, PoolState(to));
                }
            }
        }
    }

    function test_oracle_decides() public {
        no(
            anyone,
            abi.encodeCall(INodePool.setState, (NODE, PoolState.Banned)),
            abi.encodeWithSelector(INodePool.PoolCallerNotOracle.selector, anyone)
        );
        no(anyone, abi.encodeCall(INodePool.setLevel, (NODE, 1)), abi.encodeWithSelector(INodePool.PoolCallerNotOracle.selector, anyone));
        no(
            oracle,
            abi.encodeCall(INodePool.setState, (NODE, PoolState.Banned)),
            abi.encodeWithSelector(INodePool.PoolNodeUnknown.selector, NODE)
        );
        no(oracle, abi.encodeCall(INodePool.setLevel, (NODE, 1)), abi.encodeWithSelector(INodePool.PoolNodeUnknown.selector, NODE));
        no(oracle, abi.encodeCall(INodePool.setLevel, (miners[0], 11)), abi.encodeWithSelector(INodePool.PoolLevelOutOfRange.selector, 11));
    }

    function test_eligibleNodes_rotatesAndFilters(uint256 salt, uint8 max) public {
        vm.prank(oracle);
        pool.setLevel(miners[1], 2);
        vm.prank(oracle);
        pool.setState(miners[2], PoolState.Dedicated);
        address[] memory found = pool.eligibleNodes(MODEL, 3, salt, max);
        uint256 expected = 0;
        for (uint256 i = 0; i < MINERS && expected < max; ++i) {
            address candidate = miners[(salt % MINERS + i) % MINERS];
            if (candidate == miners[1] || candidate == miners[2]) continue;
            assertEq(found[expected++], candidate, "order");
        }
        assertEq(found.length, expected, "length");
        assertTrue(pool.isEligible(miners[2], MODEL, true) && !pool.isEligible(miners[2], MODEL, false), "dedicated");
    }

    function reach(address node, PoolState state) private {
        admit(NodeRole.Miner, node);
        vm.prank(node);
        pool.register(1, models(1, 1));
        vm.startPrank(oracle);
        if (state == PoolState.Stale || state == PoolState.Suspended) pool.setState(node, PoolState.Ephemeral);
        if (state != PoolState.Registered) pool.setState(node, state);
        vm.stopPrank();
    }

    function bit(PoolState state) private pure returns (uint256) {
        return 1 << uint256(state);
    }
}
