// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {INetworkData, QueueParameters} from "../../src/network/INetworkData.sol";
import {PackedParameters} from "../../src/network/PackedParameters.sol";
import {Deployers} from "../utils/Deployers.sol";

contract NetworkDataTest is Deployers {
    function setUp() public {
        deploy();
    }

    function no(address caller, bytes memory move, bytes memory expected) private {
        refuses(address(network), caller, move, expected);
    }

    function test_parameters_startWithTheDocumentedValues() public view {
        QueueParameters memory q = network.queueParameters();
        assertEq(keccak256(abi.encode(q)), keccak256(abi.encode(QueueParameters(10, 5, 30, 8, 30, 60, 5, 3, 32_768))), "defaults");
    }

    function test_parameters_refuseWhatWouldBreakTheQueue() public {
        QueueParameters memory q = network.queueParameters();
        q.minTokensPerSecond = 0;
        no(address(this), abi.encodeCall(INetworkData.setQueueParameters, (q)), invalid("minTokensPerSecond"));
        q.minTokensPerSecond = 1;
        q.maxRounds = 0;
        no(address(this), abi.encodeCall(INetworkData.setQueueParameters, (q)), invalid("maxRounds"));
        q.maxRounds = 1;
        q.maxTokensLimit = 0;
        no(address(this), abi.encodeCall(INetworkData.setQueueParameters, (q)), invalid("maxTokensLimit"));
        q.maxTokensLimit = 1;
        network.setQueueParameters(q);
        assertEq(network.queueParameters().maxRounds, 1, "changed");
    }

    function test_parameters_areTheSameInOneWord(QueueParameters memory q) public {
        if (q.minTokensPerSecond == 0) q.minTokensPerSecond = 1;
        if (q.maxRounds == 0) q.maxRounds = 1;
        if (q.maxTokensLimit == 0) q.maxTokensLimit = 1;
        network.setQueueParameters(q);
        bytes32 expected = keccak256(abi.encode(q));
        assertEq(keccak256(abi.encode(network.queueParameters())), expected, "read field by field");
        assertEq(keccak256(abi.encode(PackedParameters.unpack(network.packedParameters()))), expected, "read as a word");
    }

    function test_owner_alone() public {
        bytes memory denied = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, anyone);
        no(anyone, abi.encodeCall(INetworkData.setQueueParameters, (network.queueParameters())), denied);
        no(anyone, abi.encodeCall(INetworkData.setModelPrice, (MODEL, 1, 1)), denied);
        no(anyone, abi.encodeCall(INetworkData.setAddress, ("Session", anyone)), denied);
    }

    function test_price_fitsTheQueuesWord(uint128 price) public {
        uint128 limit = uint128(type(uint64).max) * 400;
        bytes memory move = abi.encodeCall(INetworkData.setModelPrice, (MODEL, 1, price));
        if (price > limit) {
            no(address(this), move, abi.encodeWithSelector(INetworkData.NetworkPriceTooHigh.selector, price, limit));
        } else {
            network.setModelPrice(MODEL, 1, price);
            (, uint128 stored) = network.modelPrice(MODEL);
            assertEq(stored, price, "stored");
            assertTrue((uint256(stored) * network.slaFactor(2) + 9_999) / 10_000 <= type(uint64).max, "fits");
        }
    }

    function test_addressBook() public {
        assertEq(network.addressOf("Session"), address(0), "nowhere");
        network.setAddress("Session", address(session));
        assertEq(network.addressOf("Session"), address(session), "there");
    }

    function test_slaFactor() public {
        assertEq(network.slaFactor(0) * 10_000 + network.slaFactor(1) * 100 + network.slaFactor(2), 101_525, "factors");
        no(anyone, abi.encodeCall(INetworkData.slaFactor, (3)), invalid("sla"));
    }

    function invalid(string memory field) private pure returns (bytes memory) {
        return abi.encodeWithSelector(INetworkData.NetworkParameterInvalid.selector, field);
    }
}
