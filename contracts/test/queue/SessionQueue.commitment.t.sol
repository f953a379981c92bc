// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISessionQueue} from "../../src/queue/ISessionQueue.sol";
import {SessionQueue} from "../../src/queue/SessionQueue.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {QueueCalls} from "./QueueCalls.sol";

/// @notice A commitment opens for its miner, its task and its result, and for nothing else.
contract SessionQueueCommitmentTest is QueueCalls {
    uint96 private constant BOND = COST / 3 / 10;

    uint256 private _chainId = block.chainid;

    function setUp() public {
        deploy();
        id = open(3, ProofKind.None);
        task = submit(id, 3);
    }

    function precommitAs(uint8 slot, bytes32 hash) private {
        address sender = miner(slot);
        vm.prank(sender);
        queue.precommit(id, task, slot, hash);
    }

    function opens(uint8 slot, bytes32 digest, bytes32 salt) private {
        address sender = miner(slot);
        vm.prank(sender);
        queue.commit(id, task, slot, digest, salt, 100, 50);
    }

    function opensNot(uint8 slot, bytes32 digest, bytes32 salt) private {
        no(miner(slot), abi.encodeCall(ISessionQueue.commit, (id, task, slot, digest, salt, 100, 50)), mismatch(slot));
    }

    /// @dev The copier posts the honest miner's commitment; it can never open it, and pays with its bond.
    function test_copiedCommitment_isUseless(bytes32 digest, bytes32 salt, bytes32 guess, bytes32 guessedSalt, bool first) public {
        uint8 honest = first ? 0 : 1;
        uint8 copier = first ? 1 : 0;
        bytes32 hash = queue.commitmentOf(id, task, miner(honest), digest, salt);
        precommitAs(honest, hash);
        precommitAs(copier, hash);
        precommit(id, task, 2);
        opensNot(copier, guess, guessedSalt);
        opens(honest, digest, salt); // digest and salt are public now
        opensNot(copier, digest, salt);
        opensNot(copier, guess, guessedSalt);
        commit(id, task, 2);
        vm.warp(view_(id, task).commitDeadline + 1);
        vm.prank(router);
        queue.complete(id, task, honest == 0 ? 5 : 6);
        uint256 gross = 100 * (PRICE_IN / 1000) + 50 * (PRICE_OUT / 1000);
        assertEq(payment.accountBalance(miner(copier)), FUNDS - BOND, "the copier pays");
        assertEq(payment.accountBalance(miner(honest)), FUNDS + gross * 80 / 100, "the honest miner is paid");
    }

    /// @dev A miner may change neither its result nor its salt once the others are in sight.
    function test_commit_opensOnlyItsOwnResult(bytes32 digest, bytes32 salt, bytes32 other) public {
        if (other == digest || other == salt) other = keccak256(abi.encode(digest, salt));
        precommitAs(0, queue.commitmentOf(id, task, miner(0), digest, salt));
        precommit(id, task, 1);
        precommit(id, task, 2);
        opensNot(0, other, salt);
        opensNot(0, digest, other);
        if (digest != salt) opensNot(0, salt, digest);
        opens(0, digest, salt);
    }

    /// @dev What one miner bound for one task opens in no other task or session, although miner, digest and salt agree.
    function test_commit_opensOnlyItsOwnTask(bytes32 digest, bytes32 salt, bool sameSession) public {
        bytes32 bound_ = queue.commitmentOf(id, task, miner(0), digest, salt);
        address sender = miner(0);
        if (!sameSession) {
            id = open(3, ProofKind.None);
            // Lists start at a rotation by the session's id: look for the same miner in the new one.
            task = submit(id, 0);
            uint8 index;
            while (session.nodeAt(id, index) != sender) {
                ++index;
            }
            vm.prank(router);
            queue.assign(id, task, range(index > 3 ? 3 : index, 3));
        } else {
            task = submit(id, 3);
        }
        uint8 slot;
        while (miner(slot) != sender) {
            ++slot;
        }
        for (uint8 i = 0; i < 3; ++i) {
            if (i == slot) precommitAs(i, bound_);
            else precommit(id, task, i);
        }
        opensNot(slot, digest, salt);
    }

    /// @dev The preimage of protocol.md section 4, written out, and every field of it counts.
    function test_commitmentOf_bindsEveryField(uint64 s, uint64 t, address who, bytes32 digest, bytes32 salt, uint256 other) public {
        s = uint64(bound(s, 0, type(uint64).max - 1));
        t = uint64(bound(t, 0, type(uint64).max - 1));
        bytes32 typeHash = keccak256(
            "Precommit(uint256 chainId,address queue,uint256 sessionId,uint256 taskId,address miner,bytes32 resultDigest,bytes32 salt)"
        );
        bytes32 hash = queue.commitmentOf(s, t, who, digest, salt);
        assertEq(hash, keccak256(abi.encode(typeHash, _chainId, address(queue), s, t, who, digest, salt)), "preimage");
        bytes32 mask = bytes32(bound(other, 1, type(uint256).max - 1));
        assertTrue(hash != queue.commitmentOf(s + 1, t, who, digest, salt), "session");
        assertTrue(hash != queue.commitmentOf(s, t + 1, who, digest, salt), "task");
        assertTrue(hash != queue.commitmentOf(s, t, address(uint160(who) ^ 1), digest, salt), "miner");
        assertTrue(hash != queue.commitmentOf(s, t, who, digest ^ mask, salt), "digest");
        assertTrue(hash != queue.commitmentOf(s, t, who, digest, salt ^ mask), "salt");
        SessionQueue second = new SessionQueue(acl, iam, network, session, payment);
        assertTrue(hash != second.commitmentOf(s, t, who, digest, salt), "queue");
        vm.chainId(_chainId + 1);
        assertTrue(hash != queue.commitmentOf(s, t, who, digest, salt), "chain");
        vm.chainId(_chainId);
    }
}
