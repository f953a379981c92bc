// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {NodeRole} from "../../src/identity/IIam.sol";
import {PoolState} from "../../src/pool/INodePool.sol";
import {Authority} from "../../src/queue/ISessionQueue.sol";
import {ISession, Privacy, ProofKind, SessionConfig, SessionMode, SessionState, Settlement, Sla} from "../../src/session/ISession.sol";
import {Deployers} from "../utils/Deployers.sol";

contract SessionTest is Deployers {
    function setUp() public {
        deploy();
    }

    function no(address caller, bytes memory move, bytes memory expected) private {
        refuses(address(session), caller, move, expected);
    }

    function invalid(SessionConfig memory c, string memory field) private {
        no(client, abi.encodeCall(ISession.create, (c)), abi.encodeWithSelector(ISession.SessionConfigInvalid.selector, field));
    }

    function reserved(SessionConfig memory c, string memory field) private {
        no(client, abi.encodeCall(ISession.create, (c)), abi.encodeWithSelector(ISession.SessionConfigReserved.selector, field));
    }

    function create(SessionConfig memory c) private returns (uint64) {
        vm.prank(client);
        return session.create(c);
    }

    function dedicated(uint8 redundancy) private pure returns (SessionConfig memory c) {
        c = config(redundancy, ProofKind.None);
        c.mode = SessionMode.Dedicated;
    }

    function test_create_refusesFieldsInStructOrder() public {
        SessionConfig memory c = config(1, ProofKind.Both);
        c.name = "";
        c.mode = SessionMode.Hybrid;
        c.minNodes = 0;
        c.maxNodes = 257;
        c.redundancy = 0;
        c.validators = 9;
        c.reserveNodes = true;
        c.settlement = Settlement.Batched;
        c.privacy = Privacy.Encrypted;
        invalid(c, "name");
        c.name = "12345678901234567890123456789012345678901234567890123456789012345";
        invalid(c, "name");
        c.name = "1234567890123456789012345678901234567890123456789012345678901234";
        reserved(c, "mode");
        c.mode = SessionMode.Ephemeral;
        invalid(c, "minNodes");
        c.minNodes = 3;
        c.redundancy = 4;
        invalid(c, "minNodes");
        c.redundancy = 0;
        invalid(c, "maxNodes");
        c.maxNodes = 2;
        invalid(c, "maxNodes");
        c.maxNodes = 256;
        invalid(c, "redundancy");
        c.minNodes = 17;
        c.redundancy = 17;
        invalid(c, "redundancy");
        c.minNodes = 3;
        c.redundancy = 3;
        invalid(c, "validators");
        c.validators = 8;
        reserved(c, "reserveNodes");
        c.reserveNodes = false;
        reserved(c, "settlement");
        c.settlement = Settlement.OnChain;
        reserved(c, "proof");
        c.proof = ProofKind.Audit;
        reserved(c, "proof");
        c.proof = ProofKind.Agreement;
        reserved(c, "privacy");
        c.privacy = Privacy.Open;
        assertEq(create(c), 1, "a good config");
    }

    function test_create_fillsFromThePoolByRotationAndActivates() public {
        uint64 id = create(config(3, ProofKind.None));
        assertEq(uint256(session.state(id)), uint256(SessionState.Active), "state");
        assertEq(session.ownerOf(id), client, "owner");
        assertEq(session.routerOf(id), router, "router");
        address[] memory list = session.nodes(id);
        assertEq(list.length, MINERS, "nodes");
        for (uint256 i = 0; i < MINERS; ++i) {
            assertEq(list[i], miners[(id + i) % MINERS], "rotation starts at the session id");
        }
        assertEq(session.config(id).maxPricePer1kOutput, 1e18, "config");
        assertEq(session.sessionCount(), 1, "count");
    }

    function test_create_takesRoutersByRotation() public {
        admit(NodeRole.Router, anyone);
        assertEq(session.routerOf(create(config(1, ProofKind.None))), anyone, "1 % 2");
        assertEq(session.routerOf(create(config(1, ProofKind.None))), router, "2 % 2");
    }

    function test_create_asksForTheLevelOfTheService() public {
        for (uint256 i = 0; i < MINERS; ++i) {
            vm.prank(oracle);
            pool.setLevel(miners[i], uint8(i * 2));
        }
        SessionConfig memory c = config(1, ProofKind.None);
        assertEq(session.nodes(create(c)).length, 6, "low: any");
        c.sla = Sla.Medium;
        assertEq(session.nodes(create(c)).length, 4, "medium: 3 and up");
        c.sla = Sla.High;
        assertEq(session.nodes(create(c)).length, 3, "high: 6 and up");
    }

    function test_create_refusedWhilePaused() public {
        session.pause();
        no(client, abi.encodeCall(ISession.create, (config(1, ProofKind.None))), abi.encodeWithSelector(Pausable.EnforcedPause.selector));
    }

    function test_fill_waitsForEnoughNodesAndRespectsTheMaximum() public {
        SessionConfig memory c = config(1, ProofKind.None);
        c.minNodes = 8;
        c.maxNodes = 8;
        uint64 id = create(c);
        assertEq(uint256(session.state(id)), uint256(SessionState.Created), "six of eight");
        assertEq(session.fill(id), 0, "nobody new");
        vm.prank(oracle);
        pool.setState(miners[0], PoolState.Suspended);
        addMiner(address(0x701), 0);
        addMiner(address(0x702), 0);
        addMiner(address(0x703), 0);
        assertEq(session.fill(id), 2, "two fit");
        assertEq(uint256(session.state(id)), uint256(SessionState.Created), "seven are eligible");
        vm.prank(oracle);
        pool.setState(miners[0], PoolState.Ephemeral);
        assertEq(session.fill(id), 0, "full");
        assertEq(uint256(session.state(id)), uint256(SessionState.Active), "eight are eligible");
        uint64 other = create(dedicated(1));
        no(anyone, abi.encodeCall(ISession.fill, (other)), abi.encodeWithSelector(ISession.SessionConfigInvalid.selector, "mode"));
        no(anyone, abi.encodeCall(ISession.fill, (9)), abi.encodeWithSelector(ISession.SessionNotFound.selector, 9));
    }

    function test_dedicated_ownerManagesTheList() public {
        SessionConfig memory c = dedicated(2);
        c.maxNodes = 3;
        uint64 id = create(c);
        bytes memory add = abi.encodeCall(ISession.addDedicatedNode, (id, miners[0]));
        no(anyone, add, abi.encodeWithSelector(ISession.SessionCallerNotOwner.selector, id, anyone));
        no(
            client,
            abi.encodeCall(ISession.addDedicatedNode, (id, anyone)),
            abi.encodeWithSelector(ISession.SessionNodeNotEligible.selector, id, anyone)
        );
        vm.prank(oracle);
        pool.setState(miners[0], PoolState.Dedicated);
        vm.startPrank(client);
        session.addDedicatedNode(id, miners[0]);
        assertEq(uint256(session.state(id)), uint256(SessionState.Created), "one of two");
        vm.stopPrank();
        no(client, add, abi.encodeWithSelector(ISession.SessionNodeAlreadyListed.selector, id, miners[0]));
        vm.startPrank(client);
        session.addDedicatedNode(id, miners[1]);
        assertEq(uint256(session.state(id)), uint256(SessionState.Active), "two of two");
        session.removeDedicatedNode(id, miners[0]);
        assertEq(session.nodes(id)[0], address(0), "removed");
        assertEq(session.nodeAt(id, 0), miners[0], "its index still names it");
        bool[] memory eligible = session.areEligible(id, range(0, 3));
        assertTrue(!eligible[0], "but it is not eligible");
        assertTrue(eligible[1], "the other is");
        assertTrue(!eligible[2], "nobody is not");
        session.addDedicatedNode(id, miners[0]);
        assertEq(session.nodes(id)[2], miners[0], "an index is never reused");
        vm.stopPrank();
        no(
            client,
            abi.encodeCall(ISession.addDedicatedNode, (id, miners[2])),
            abi.encodeWithSelector(ISession.SessionNodeListFull.selector, id, 3)
        );
        no(
            client,
            abi.encodeCall(ISession.removeDedicatedNode, (id, miners[2])),
            abi.encodeWithSelector(ISession.SessionNodeNotEligible.selector, id, miners[2])
        );
        uint64 other = create(config(1, ProofKind.None));
        no(
            client,
            abi.encodeCall(ISession.addDedicatedNode, (other, miners[2])),
            abi.encodeWithSelector(ISession.SessionConfigInvalid.selector, "mode")
        );
    }

    function test_router_ownerChoosesAnother() public {
        uint64 id = create(config(1, ProofKind.None));
        bytes memory move = abi.encodeCall(ISession.setRouter, (id, anyone));
        no(anyone, move, abi.encodeWithSelector(ISession.SessionCallerNotOwner.selector, id, anyone));
        no(client, move, abi.encodeWithSelector(ISession.SessionNotARouter.selector, anyone));
        admit(NodeRole.Router, anyone);
        vm.prank(client);
        session.setRouter(id, anyone);
        assertEq(session.routerOf(id), anyone, "router");
    }

    function test_allowance_isCountedPerRouter() public {
        uint64 id = create(config(1, ProofKind.None));
        bytes memory move = abi.encodeCall(ISession.setRouterAllowance, (id, anyone, 5));
        no(anyone, move, abi.encodeWithSelector(ISession.SessionCallerNotOwner.selector, id, anyone));
        no(client, move, abi.encodeWithSelector(ISession.SessionNotARouter.selector, anyone));
        admit(NodeRole.Router, anyone);
        vm.startPrank(client);
        session.setRouterAllowance(id, anyone, 5);
        session.setRouterAllowance(id, router, type(uint256).max);
        assertEq(session.allowanceLeft(id, router), type(uint112).max, "a huge allowance is stored as 2^112 - 1");
        session.setRouterAllowance(id, anyone, 0);
        assertTrue(session.hasAllowance(id), "one router still has one");
        session.close(id);
        session.setRouterAllowance(id, router, 0);
        assertTrue(!session.hasAllowance(id), "none, and legal after the end");
        vm.stopPrank();
    }

    function test_end_byOwnerOrByTime() public {
        SessionConfig memory c = config(1, ProofKind.None);
        uint64 forever = create(c);
        c.reservePeriod = 100;
        uint64 id = create(c);
        uint64 due = uint64(time()) + 100;
        assertEq(session.expiresAt(id), due, "expires");
        bytes memory expire = abi.encodeCall(ISession.expire, (id));
        vm.warp(due - 1);
        no(anyone, expire, abi.encodeWithSelector(ISession.SessionNotExpiredYet.selector, id, due));
        no(anyone, abi.encodeCall(ISession.expire, (forever)), abi.encodeWithSelector(ISession.SessionNotExpiredYet.selector, forever, 0));
        vm.warp(due);
        vm.prank(anyone);
        session.expire(id);
        bytes memory ended = abi.encodeWithSelector(ISession.SessionUnexpectedState.selector, id, SessionState.Expired, 3);
        no(client, abi.encodeCall(ISession.close, (id)), ended);
        no(client, abi.encodeCall(ISession.setRouter, (id, router)), ended);
        no(client, abi.encodeCall(ISession.fill, (id)), ended);
        no(anyone, expire, abi.encodeWithSelector(ISession.SessionUnexpectedState.selector, id, SessionState.Expired, 2));
        no(
            anyone,
            abi.encodeCall(ISession.close, (forever)),
            abi.encodeWithSelector(ISession.SessionCallerNotOwner.selector, forever, anyone)
        );
        vm.prank(client);
        session.close(forever);
        assertEq(uint256(session.state(forever)), uint256(SessionState.Closed), "closed");
    }

    function test_authorize_isForTheQueueOnly() public {
        uint64 id = create(config(1, ProofKind.None));
        no(
            client,
            abi.encodeCall(ISession.authorize, (id, client, REQUEST, 1, Authority(0, 0, ""))),
            abi.encodeWithSelector(ISession.SessionCallerNotQueue.selector, client)
        );
    }
}
