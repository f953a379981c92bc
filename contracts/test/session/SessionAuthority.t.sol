// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeRole} from "../../src/identity/IIam.sol";
import {ISessionQueue, TaskSubmission} from "../../src/queue/ISessionQueue.sol";
import {ISession, ProofKind} from "../../src/session/ISession.sol";
import {QueueCalls} from "../queue/QueueCalls.sol";

/// @notice Nobody spends a session's money without its owner: forged and replayed signatures are useless.
/// The router has no allowance here, so that a signature is the only way in.
contract SessionAuthorityTest is QueueCalls {
    /// @dev Order of the curve: (r, N − s) with the other v is the same signature again.
    uint256 private constant N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    uint256 private _chainId = block.chainid;

    function setUp() public {
        deploy();
        id = open(1, ProofKind.None);
        vm.prank(client);
        session.setRouterAllowance(id, router, 0);
    }

    /// @dev EIP-712 written out, so that it does not share a mistake with the contract.
    function typed(uint256 chainId, address verifier, uint256 session_, bytes32 digest, uint256 cost, uint256 nonce, uint256 expiry)
        private
        pure
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Cortensor Session"),
                keccak256("1"),
                chainId,
                verifier
            )
        );
        bytes32 typeHash = keccak256("TaskRequest(uint256 session,bytes32 requestDigest,uint256 maxCost,uint256 nonce,uint256 expiry)");
        bytes32 message = keccak256(abi.encode(typeHash, session_, digest, cost, nonce, expiry));
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    function signed(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev A request that lacks nothing but the signature.
    function request(uint256 nonce) private returns (TaskSubmission memory s) {
        s = submission(id, 1);
        s.routerReveal = nextReveal();
        s.authority.nonce = nonce;
        s.authority.expiry = uint64(time() + 60);
    }

    function rightly(TaskSubmission memory s) private view returns (bytes memory) {
        return signed(CLIENT_KEY, typed(_chainId, address(session), id, REQUEST, COST, s.authority.nonce, s.authority.expiry));
    }

    function submitCall(TaskSubmission memory s) private pure returns (bytes memory) {
        return abi.encodeCall(ISessionQueue.submit, (s));
    }

    function invalid() private view returns (bytes memory) {
        return abi.encodeWithSelector(ISession.SessionAuthorityInvalid.selector, id);
    }

    function useless(TaskSubmission memory s) private {
        (uint256 free, uint256 reserved) = money();
        no(router, submitCall(s), invalid());
        (uint256 freeAfter, uint256 reservedAfter) = money();
        assertEq(freeAfter, free, "free");
        assertEq(reservedAfter, reserved, "reserved");
    }

    /// @dev Each test ends with this: what was refused was refused for the signature alone.
    function accepted(TaskSubmission memory s) private {
        s.authority.signature = rightly(s);
        vm.prank(router);
        queue.submit(s);
    }

    function test_signature_forAnotherChain(uint64 chainId, uint256 nonce) public {
        uint256 other = bound(chainId, 1, type(uint64).max - 1);
        if (other >= _chainId) ++other;
        TaskSubmission memory s = request(nonce);
        s.authority.signature = signed(CLIENT_KEY, typed(other, address(session), id, REQUEST, COST, nonce, s.authority.expiry));
        useless(s);
        // The chain forks: what was signed before for the other branch is useless on this one.
        s.authority.signature = rightly(s);
        vm.chainId(other);
        useless(s);
        vm.chainId(_chainId);
        accepted(s);
    }

    function test_signature_forAnotherContract(address verifier, uint256 nonce) public {
        if (verifier == address(session)) verifier = address(queue);
        TaskSubmission memory s = request(nonce);
        s.authority.signature = signed(CLIENT_KEY, typed(_chainId, verifier, id, REQUEST, COST, nonce, s.authority.expiry));
        useless(s);
        accepted(s);
    }

    function test_signature_forAnotherSession(uint256 session_, uint256 nonce) public {
        open(1, ProofKind.None); // the same owner has a second session
        session_ = bound(session_, 0, 3);
        if (session_ == id) session_ = type(uint256).max;
        TaskSubmission memory s = request(nonce);
        s.authority.signature = signed(CLIENT_KEY, typed(_chainId, address(session), session_, REQUEST, COST, nonce, s.authority.expiry));
        useless(s);
        accepted(s);
    }

    function test_signature_forAnotherRequest(uint8 field, uint256 by, uint256 nonce) public {
        by = bound(by, 1, 1e18);
        TaskSubmission memory s = request(nonce);
        s.authority.signature = rightly(s);
        bytes32 digest = s.requestDigest;
        uint96 cost = s.maxCost;
        uint64 expiry = s.authority.expiry;
        if (field % 4 == 0) s.requestDigest = bytes32(uint256(digest) ^ by);
        if (field % 4 == 1) s.maxCost = uint96(COST + by);
        if (field % 4 == 2) s.authority.expiry += uint64(by % 1e9 + 1);
        if (field % 4 == 3) s.authority.nonce ^= by;
        useless(s);
        (s.requestDigest, s.maxCost, s.authority.expiry, s.authority.nonce) = (digest, cost, expiry, nonce);
        accepted(s);
    }

    function test_signature_bySomebodyElse(uint128 key, uint256 nonce) public {
        uint256 forger = bound(key, 1, type(uint128).max - 1);
        if (forger == CLIENT_KEY) ++forger;
        TaskSubmission memory s = request(nonce);
        s.authority.signature = signed(forger, typed(_chainId, address(session), id, REQUEST, COST, nonce, s.authority.expiry));
        useless(s);
        accepted(s);
    }

    function test_signature_withOneBitFlipped(uint16 bit, uint256 nonce) public {
        TaskSubmission memory s = request(nonce);
        s.authority.signature = rightly(s);
        bit = uint16(bound(bit, 0, 65 * 8 - 1));
        s.authority.signature[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        useless(s);
        accepted(s);
    }

    function test_signature_ofAnotherLength(uint8 length, uint256 nonce) public {
        TaskSubmission memory s = request(nonce);
        bytes memory whole = rightly(s);
        uint256 size = bound(length, 1, 128);
        if (size == 65) size = 66;
        s.authority.signature = new bytes(size);
        for (uint256 i = 0; i < size && i < 65; ++i) {
            s.authority.signature[i] = whole[i];
        }
        useless(s);
        accepted(s);
    }

    /// @dev The twin of a signature (EIP-2: high s) opens nothing, before and after the first is used.
    function test_signature_twin(uint256 nonce) public {
        TaskSubmission memory s = request(nonce);
        (uint8 v, bytes32 r, bytes32 low) =
            vm.sign(CLIENT_KEY, typed(_chainId, address(session), id, REQUEST, COST, nonce, s.authority.expiry));
        s.authority.signature = abi.encodePacked(r, bytes32(N - uint256(low)), v == 27 ? uint8(28) : uint8(27));
        useless(s);
        bytes memory twin = s.authority.signature;
        accepted(s);
        s = request(nonce);
        s.authority.signature = twin;
        useless(s);
    }

    function test_signature_isUsedOnce(uint256 nonce, bool byAnotherRouter, uint32 later) public {
        TaskSubmission memory s = request(nonce);
        uint64 expiry = uint64(time() + bound(later, 0, 1 days));
        s.authority.expiry = expiry;
        accepted(s);
        bytes memory signature = rightly(s);
        vm.warp(expiry);
        address replayer = router;
        s = request(nonce);
        if (byAnotherRouter) {
            replayer = anyone;
            admit(NodeRole.Router, anyone);
            bytes32 tip = keccak256(abi.encode(s.routerReveal));
            vm.prank(anyone);
            queue.postRouterChain(tip);
        }
        s.authority.expiry = expiry;
        s.authority.signature = signature;
        no(replayer, submitCall(s), abi.encodeWithSelector(ISession.SessionAuthorityUsed.selector, id, nonce));
        // Another expiry is another signature, but the nonce is spent.
        s.authority.expiry = expiry + 1;
        s.authority.signature = rightly(s);
        no(replayer, submitCall(s), abi.encodeWithSelector(ISession.SessionAuthorityUsed.selector, id, nonce));
        // Neighbours in the bitmap are not.
        unchecked {
            s.authority.nonce = nonce + 1;
        }
        s.authority.signature = rightly(s);
        vm.prank(replayer);
        queue.submit(s);
    }

    function test_signature_expires(uint32 life, uint32 after_) public {
        TaskSubmission memory s = request(1);
        s.authority.expiry = uint64(time() + bound(life, 0, 30 days));
        s.authority.signature = rightly(s);
        uint256 now_ = time();
        vm.warp(uint256(s.authority.expiry) + bound(after_, 1, 365 days));
        no(router, submitCall(s), abi.encodeWithSelector(ISession.SessionAuthorityExpired.selector, id, s.authority.expiry));
        vm.warp(now_);
        accepted(s);
    }

    function test_signature_doesNotReplaceTheRouterRole(address submitter) public {
        if (submitter == router || submitter == client) submitter = anyone;
        TaskSubmission memory s = request(1);
        s.authority.signature = rightly(s);
        no(submitter, submitCall(s), abi.encodeWithSelector(ISession.SessionNotARouter.selector, submitter));
        accepted(s);
    }
}
