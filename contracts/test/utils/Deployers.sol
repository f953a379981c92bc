// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Acl} from "../../src/identity/Acl.sol";
import {Iam} from "../../src/identity/Iam.sol";
import {NodeRole} from "../../src/identity/IIam.sol";
import {NetworkData} from "../../src/network/NetworkData.sol";
import {SessionPayment} from "../../src/payment/SessionPayment.sol";
import {NodePool} from "../../src/pool/NodePool.sol";
import {PoolState} from "../../src/pool/INodePool.sol";
import {Authority, TaskSubmission, TaskView} from "../../src/queue/ISessionQueue.sol";
import {SessionQueue} from "../../src/queue/SessionQueue.sol";
import {Privacy, ProofKind, SessionConfig, SessionMode, Settlement, Sla} from "../../src/session/ISession.sol";
import {Session} from "../../src/session/Session.sol";
import {CortensorToken} from "../../src/token/CortensorToken.sol";
import {Test} from "./Test.sol";

/// @notice The one fixture: every contract, six miners, a router, two oracles, a funded client. This contract is admin and deployer.
abstract contract Deployers is Test {
    uint256 internal constant CLIENT_KEY = 0xc11e47;
    uint256 internal constant MINERS = 6;
    bytes32 internal constant MODEL = keccak256("smollm2-135m-instruct");
    uint128 internal constant PRICE_IN = 1e16; // per 1,000 prompt tokens
    uint128 internal constant PRICE_OUT = 2e16; // per 1,000 generated tokens
    uint96 internal constant COST = 3e17;
    uint32 internal constant MAX_TOKENS = 80; // precommit time: 30 + 10 s
    uint256 internal constant FUNDS = 1_000e18;
    bytes32 internal constant REQUEST = keccak256("request");

    CortensorToken internal token;
    Acl internal acl;
    Iam internal iam;
    NetworkData internal network;
    NodePool internal pool;
    Session internal session;
    SessionPayment internal payment;
    SessionQueue internal queue;

    address internal client;
    address internal router = address(0x4007e4);
    address internal oracle = address(0x04ac1e);
    address internal treasury = address(0x74ea);
    address internal anyone = address(0xa11);
    address[] internal miners;
    uint256 internal chainLeft = 200;

    function deploy() internal {
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        client = vm.addr(CLIENT_KEY);
        uint256 nonce = vm.getNonce(address(this));
        address iamAt = vm.computeCreateAddress(address(this), nonce + 2);
        address paymentAt = vm.computeCreateAddress(address(this), nonce + 6);
        address queueAt = vm.computeCreateAddress(address(this), nonce + 7);
        token = new CortensorToken(address(this));
        acl = new Acl(Iam(iamAt), address(this));
        iam = new Iam(acl);
        network = new NetworkData(address(this));
        pool = new NodePool(iam);
        session = new Session(acl, iam, pool, SessionPayment(paymentAt), queueAt);
        payment = new SessionPayment(acl, token, session, queueAt, treasury);
        queue = new SessionQueue(acl, iam, network, session, payment);
        require(address(queue) == queueAt && address(payment) == paymentAt && address(iam) == iamAt, "order of deployment");

        network.setModelPrice(MODEL, PRICE_IN, PRICE_OUT);
        admit(NodeRole.Router, router);
        admit(NodeRole.Oracle, oracle);
        token.approve(address(payment), type(uint256).max);
        for (uint256 i = 0; i < MINERS; ++i) {
            address miner = address(uint160(0x313e000 + i));
            miners.push(miner);
            addMiner(miner, 10);
            payment.depositAccount(miner, FUNDS);
        }
        // Balances that are not zero: what a gas measurement should see.
        payment.depositAccount(router, 1);
        payment.depositAccount(treasury, 1);
        require(token.transfer(client, 100_000e18), "transfer");
        vm.prank(client);
        token.approve(address(payment), type(uint256).max);
        vm.prank(router);
        queue.postRouterChain(chainAt(chainLeft));
    }

    function admit(NodeRole role, address account) internal {
        vm.prank(account);
        iam.register(role, "-");
        iam.grant(role, account);
    }

    function addMiner(address miner, uint8 level) internal {
        admit(NodeRole.Miner, miner);
        bytes32[] memory models = new bytes32[](1);
        models[0] = MODEL;
        vm.prank(miner);
        pool.register(2, models);
        vm.prank(oracle);
        pool.setState(miner, PoolState.Ephemeral);
        vm.prank(oracle);
        pool.setLevel(miner, level);
    }

    function config(uint8 redundancy, ProofKind proof) internal pure returns (SessionConfig memory c) {
        c.name = "test";
        c.modelId = MODEL;
        c.mode = SessionMode.Ephemeral;
        c.sla = Sla.Low;
        c.minNodes = redundancy;
        c.maxNodes = 16;
        c.redundancy = redundancy;
        c.settlement = Settlement.OnChain;
        c.proof = proof;
        c.privacy = Privacy.Open;
        c.maxPricePer1kInput = 1e18;
        c.maxPricePer1kOutput = 1e18;
    }

    /// @notice A funded session of the client; the router may spend half of its money per epoch.
    function open(uint8 redundancy, ProofKind proof) internal returns (uint64 id) {
        vm.startPrank(client);
        id = session.create(config(redundancy, proof));
        payment.deposit(id, FUNDS);
        session.setRouterAllowance(id, router, FUNDS / 2);
        vm.stopPrank();
    }

    function chainAt(uint256 left) internal pure returns (bytes32 value) {
        value = keccak256("router chain");
        for (uint256 i = 0; i < left; ++i) {
            value = keccak256(abi.encode(value));
        }
    }

    function nextReveal() internal returns (bytes32) {
        return chainAt(--chainLeft);
    }

    function range(uint8 first, uint256 length) internal pure returns (uint8[] memory list) {
        list = new uint8[](length);
        for (uint256 i = 0; i < length; ++i) {
            list[i] = first + uint8(i);
        }
    }

    function submission(uint64 id, uint256 nodes) internal view returns (TaskSubmission memory s) {
        s.sessionId = id;
        s.expectedTaskId = queue.taskCount(id) + 1;
        s.requestDigest = REQUEST;
        s.maxCost = COST;
        s.maxTokens = MAX_TOKENS;
        s.nodes = range(0, nodes);
        s.clientReference = bytes32(uint256(7));
    }

    /// @notice The router submits on its allowance and assigns nodes 0 .. nodes − 1.
    function submit(uint64 id, uint256 nodes) internal returns (uint64) {
        TaskSubmission memory s = submission(id, nodes);
        s.routerReveal = nextReveal();
        vm.prank(router);
        return queue.submit(s);
    }

    /// @notice The client submits itself, without a router.
    function submitAsOwner(uint64 id) internal returns (uint64) {
        TaskSubmission memory s = submission(id, 0);
        vm.prank(client);
        return queue.submit(s);
    }

    function sign(uint64 id, bytes32 digest, uint96 cost, uint256 nonce, uint64 expiry) internal view returns (Authority memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(CLIENT_KEY, session.taskRequestDigest(id, digest, cost, nonce, expiry));
        return Authority(nonce, expiry, abi.encodePacked(r, s, v));
    }

    function minerOf(uint64 id, uint64 task, uint8 slot) internal view returns (address) {
        return session.nodeAt(id, queue.task(id, task).slotNodes[slot]);
    }

    function resultOf(uint8 slot) internal pure returns (bytes32) {
        return keccak256(abi.encode("result", slot));
    }

    function saltOf(uint8 slot) internal pure returns (bytes32) {
        return keccak256(abi.encode("salt", slot));
    }

    function commitment(uint64 id, uint64 task, uint8 slot) internal view returns (bytes32) {
        return queue.commitmentOf(id, task, minerOf(id, task, slot), resultOf(slot), saltOf(slot));
    }

    function precommit(uint64 id, uint64 task, uint8 slot) internal {
        bytes32 hash = commitment(id, task, slot);
        vm.prank(minerOf(id, task, slot));
        queue.precommit(id, task, slot, hash);
    }

    function commit(uint64 id, uint64 task, uint8 slot) internal {
        vm.prank(minerOf(id, task, slot));
        queue.commit(id, task, slot, resultOf(slot), saltOf(slot), 100, 50);
    }

    function deliver(uint64 id, uint64 task, uint8 slot) internal {
        vm.prank(minerOf(id, task, slot));
        queue.deliver(id, task, slot, resultOf(slot), 100, 50);
    }

    function ack(uint64 id, uint64 task, uint8 slot) internal {
        vm.prank(minerOf(id, task, slot));
        queue.ack(id, task, slot);
    }

    function view_(uint64 id, uint64 task) internal view returns (TaskView memory) {
        return queue.task(id, task);
    }
}
