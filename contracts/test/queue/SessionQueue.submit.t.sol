// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {NodeRole} from "../../src/identity/IIam.sol";
import {ISessionPayment} from "../../src/payment/ISessionPayment.sol";
import {ISessionQueue, TaskState, TaskSubmission, TaskView} from "../../src/queue/ISessionQueue.sol";
import {ISession, ProofKind, SessionState, Sla, SessionConfig} from "../../src/session/ISession.sol";
import {QueueCalls} from "./QueueCalls.sol";

contract SessionQueueSubmitTest is QueueCalls {
    function setUp() public {
        deploy();
        id = open(3, ProofKind.None);
        task = 1;
    }

    function submitCall(TaskSubmission memory s) private pure returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.submit, (s));
    }

    function routed() private returns (TaskSubmission memory s) {
        s = submission(id, 3);
        s.routerReveal = nextReveal();
    }

    function test_submit_byRouterAssignsAtOnce() public {
        assertEq(submit(id, 3), 1, "task id");
        TaskView memory v = queue.task(id, task);
        assertEq(uint256(v.state), uint256(TaskState.Queued), "state");
        assertEq(v.router, router, "router");
        assertEq(v.open, 7, "open");
        assertEq(v.round, 1, "round");
        assertEq(v.redundancy, 3, "redundancy");
        assertEq(v.ceiling, COST, "ceiling");
        assertEq(v.inputPrice, PRICE_IN / 1000, "input price");
        assertEq(v.outputPrice, PRICE_OUT / 1000, "output price");
        assertEq(v.ackDeadline, time() + 5, "ack deadline");
        assertEq(v.precommitDeadline, time() + 40, "precommit deadline");
        assertEq(v.commitDeadline, 0, "commit deadline");
        assertEq(v.slotNodes.length, 3, "slots");
        assertEq(v.seedBlock, 0, "seed block");
        assertEq(v.maxTokens, MAX_TOKENS, "max tokens");
        assertEq(v.createdAt, time(), "created");
        (uint256 free, uint256 reserved) = money();
        assertEq(free, FUNDS - COST, "free");
        assertEq(reserved, COST, "reserved");
    }

    function test_submit_byOwnerHasNoRouterAndASeedBlock() public {
        submitAsOwner(id);
        TaskView memory v = queue.task(id, task);
        assertEq(v.router, address(0), "router");
        assertEq(v.seedBlock, vm.getBlockNumber() + 1, "seed block");
        assertEq(v.round, 0, "round");
        assertEq(queue.slotRecord(id, task, 255), REQUEST, "request digest is kept for the seed");
    }

    function test_submit_byOwnerWhoIsARouterCountsAsOwner() public {
        admit(NodeRole.Router, client);
        submitAsOwner(id);
        assertEq(queue.task(id, task).router, address(0), "router");
    }

    function test_submit_refusesInTheOrderOfTheDecision() public {
        TaskSubmission memory s = routed();
        bytes32 reveal = s.routerReveal;
        s.sessionId = 99;
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionNotFound.selector, 99));
        s = submission(id, 3);
        s.expectedTaskId = 9;
        s.maxTokens = 0;
        s.maxCost = 0;
        s.nodes = range(0, 4);
        no(anyone, submitCall(s), abi.encodeWithSelector(ISession.SessionNotARouter.selector, anyone));
        no(router, submitCall(s), abi.encodeWithSelector(ISessionQueue.TaskIdTaken.selector, id, 9, 1));
        s.expectedTaskId = 1;
        no(router, submitCall(s), abi.encodeWithSelector(ISessionQueue.TaskMaxTokensOutOfRange.selector, 0, 32_768));
        s.maxTokens = 32_769;
        no(router, submitCall(s), abi.encodeWithSelector(ISessionQueue.TaskMaxTokensOutOfRange.selector, 32_769, 32_768));
        s.maxTokens = 32_768;
        network.setModelPrice(MODEL, 1e18 + 1, 1e18 + 1);
        no(router, submitCall(s), abi.encodeWithSelector(ISessionQueue.TaskPriceAboveMaximum.selector, id, 1e18 + 1, 1e18));
        network.setModelPrice(MODEL, 1e18, 1e18 + 2);
        no(router, submitCall(s), abi.encodeWithSelector(ISessionQueue.TaskPriceAboveMaximum.selector, id, 1e18 + 2, 1e18));
        network.setModelPrice(MODEL, 1e18, 1e18);
        no(
            router,
            submitCall(s),
            abi.encodeWithSelector(ISessionQueue.TaskRouterRevealMismatch.selector, router, queue.routerChain(router))
        );
        s.routerReveal = reveal;
        no(router, submitCall(s), abi.encodeWithSelector(ISessionPayment.PaymentAmountZero.selector));
        s.maxCost = uint96(FUNDS + 1);
        vm.prank(client);
        session.setRouterAllowance(id, router, type(uint256).max);
        no(router, submitCall(s), abi.encodeWithSelector(ISessionPayment.PaymentInsufficientBalance.selector, id, FUNDS + 1, FUNDS));
        s.maxCost = uint96(FUNDS);
        no(router, submitCall(s), countOut(4, 3));
        s.nodes = range(5, 2);
        no(router, submitCall(s), notEligible(6));
        s.nodes[1] = 5;
        no(router, submitCall(s), notEligible(5));
        address listed = session.nodeAt(id, 1);
        vm.prank(oracle);
        pool.setLevel(listed, 0);
        s.nodes = range(0, 3);
        vm.prank(router);
        assertEq(queue.submit(s), 1, "the level of a listed node is not asked again");
    }

    function test_submit_ownerMayNotNameNodes() public {
        no(client, submitCall(submission(id, 1)), countOut(1, 0));
    }

    function test_submit_refusesSessionsThatTakeNoTasks() public {
        TaskSubmission memory s = routed();
        vm.prank(client);
        payment.requestWithdraw(id);
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionWithdrawing.selector, id));
        vm.prank(client);
        session.close(id);
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionUnexpectedState.selector, id, SessionState.Closed, 2));
    }

    function test_submit_refusedWhilePaused() public {
        TaskSubmission memory s = routed();
        queue.pause();
        no(router, submitCall(s), abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        queue.unpause();
        vm.prank(router);
        queue.submit(s);
    }

    function test_submit_allowanceIsPerEpoch() public {
        vm.prank(client);
        session.setRouterAllowance(id, router, uint256(COST) * 2);
        submit(id, 3);
        submit(id, 3);
        TaskSubmission memory s = routed();
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionAllowanceExceeded.selector, id, router, COST, 0));
        vm.warp(time() / 3600 * 3600 + 3600);
        vm.prank(router);
        queue.submit(s);
        assertEq(session.allowanceLeft(id, router), COST, "left in the new epoch");
    }

    function test_submit_withOwnersSignature() public {
        vm.prank(client);
        session.setRouterAllowance(id, router, 0);
        TaskSubmission memory s = routed();
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionAllowanceExceeded.selector, id, router, COST, 0));
        s.authority = sign(id, REQUEST, COST, 300, uint64(time()));
        s.maxCost = COST + 1;
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionAuthorityInvalid.selector, id));
        s.maxCost = COST;
        vm.warp(time() + 1);
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionAuthorityExpired.selector, id, time() - 1));
        vm.warp(time() - 1);
        vm.prank(router);
        queue.submit(s);
        s.expectedTaskId = 2;
        s.routerReveal = nextReveal();
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionAuthorityUsed.selector, id, 300));
    }

    function test_submit_withContractOwnersSignature() public {
        ContractOwner owner = new ContractOwner();
        require(token.transfer(address(owner), 1e18), "transfer");
        owner.call(address(token), abi.encodeCall(token.approve, (address(payment), 1e18)));
        owner.call(address(session), abi.encodeCall(ISession.create, (config(1, ProofKind.None))));
        id = session.sessionCount();
        owner.call(address(payment), abi.encodeCall(ISessionPayment.deposit, (id, 1e18)));
        TaskSubmission memory s = submission(id, 1);
        s.routerReveal = nextReveal();
        s.authority.expiry = type(uint64).max;
        s.authority.signature = "x";
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionAuthorityInvalid.selector, id));
        owner.accept(session.taskRequestDigest(id, REQUEST, COST, 0, type(uint64).max));
        vm.prank(router);
        assertEq(queue.submit(s), 1, "task id");
    }

    function test_taskRequestDigest_isTheDocumentedTypedData() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Cortensor Session"),
                keccak256("1"),
                block.chainid,
                address(session)
            )
        );
        bytes32 typeHash = keccak256("TaskRequest(uint256 session,bytes32 requestDigest,uint256 maxCost,uint256 nonce,uint256 expiry)");
        bytes32 message = keccak256(abi.encode(typeHash, uint256(id), REQUEST, uint256(COST), uint256(4), uint256(5)));
        assertEq(
            session.taskRequestDigest(id, REQUEST, COST, 4, 5), keccak256(abi.encodePacked(hex"1901", domain, message)), "typed data digest"
        );
    }

    function test_price_roundsUpWithTheServiceLevel() public {
        network.setModelPrice(MODEL, 1_001, 7);
        SessionConfig memory c = config(1, ProofKind.None);
        c.sla = Sla.High;
        vm.startPrank(client);
        id = session.create(c);
        payment.deposit(id, 1e18);
        vm.stopPrank();
        submitAsOwner(id);
        TaskView memory v = queue.task(id, 1);
        assertEq(v.inputPrice, 3, "ceil(1001 * 2.5 / 1000)");
        assertEq(v.outputPrice, 1, "ceil(7 * 2.5 / 1000)");
    }

    function test_routerChain_replacementCountsAfterAnEpoch() public {
        no(
            anyone,
            abi.encodeCall(ISessionQueue.postRouterChain, (bytes32(uint256(1)))),
            abi.encodeWithSelector(ISessionQueue.TaskCallerNotAllowed.selector, 0, 0, anyone)
        );
        bytes32 old = queue.routerChain(router);
        bytes32 next = keccak256(abi.encode(bytes32(uint256(5))));
        vm.prank(router);
        queue.postRouterChain(next);
        assertEq(queue.routerChain(router), old, "before the epoch is over");
        submit(id, 3);
        vm.warp(time() + 3_600);
        assertEq(queue.routerChain(router), next, "after the epoch");
        TaskSubmission memory s = routed();
        no(router, submitCall(s), abi.encodeWithSelector(ISessionQueue.TaskRouterRevealMismatch.selector, router, next));
        s.routerReveal = bytes32(uint256(5));
        vm.prank(router);
        queue.submit(s);
        assertEq(queue.routerChain(router), bytes32(uint256(5)), "the reveal is the next tip");
    }

    function test_routerChain_announcementMayBeOverwrittenAndStartsAgain() public {
        vm.startPrank(router);
        queue.postRouterChain(bytes32(uint256(1)));
        vm.warp(time() + 3_599);
        queue.postRouterChain(bytes32(uint256(2)));
        vm.warp(time() + 1);
        assertTrue(queue.routerChain(router) != bytes32(uint256(1)), "the first announcement is void");
        vm.warp(time() + 3_599);
        assertEq(queue.routerChain(router), bytes32(uint256(2)), "the second counts");
        vm.stopPrank();
    }

    /// @dev A reveal of zero must not let the router choose a new chain after seeing requests.
    function test_routerChain_zeroRevealGivesNoFreshStart() public {
        vm.prank(router);
        queue.postRouterChain(keccak256(abi.encode(bytes32(0))));
        vm.warp(time() + 3_600);
        TaskSubmission memory s = submission(id, 3);
        vm.prank(router);
        queue.submit(s);
        vm.prank(router);
        queue.postRouterChain(bytes32(uint256(3)));
        assertEq(queue.routerChain(router), 0, "still waits an epoch");
    }
}

/// @notice A session owner that is a contract and signs by ERC-1271.
contract ContractOwner is IERC1271 {
    mapping(bytes32 hash => bool) private _accepted;

    function accept(bytes32 hash) external {
        _accepted[hash] = true;
    }

    function call(address target, bytes calldata data) external {
        (bool ok,) = target.call(data);
        require(ok, "call");
    }

    function isValidSignature(bytes32 hash, bytes calldata) external view returns (bytes4) {
        return _accepted[hash] ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
