// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TaskSubmission} from "../../src/queue/ISessionQueue.sol";
import {ProofKind} from "../../src/session/ISession.sol";
import {Deployers} from "../utils/Deployers.sol";

/// @notice Gas of a task's life as the sender pays it: intrinsic gas and calldata included, every call a transaction of its own.
contract SessionQueueGasTest is Deployers {
    uint256 private total;

    function setUp() public {
        deploy();
    }

    function test_gas_allowanceRedundancy1() public {
        walk("queue-r1-allowance", 1, ProofKind.None, false, true, 300_000);
    }

    function test_gas_signatureRedundancy1() public {
        walk("queue-r1-signature", 1, ProofKind.None, true, true, 300_000);
    }

    function test_gas_precommitRedundancy1() public {
        walk("queue-r1-precommit", 1, ProofKind.None, false, false, 350_000);
    }

    function test_gas_deliverWithProof() public {
        walk("queue-r1-agreement", 1, ProofKind.Agreement, false, true, 400_000);
    }

    function test_gas_allowanceRedundancy3() public {
        walk("queue-r3-agreement", 3, ProofKind.Agreement, false, false, 650_000);
    }

    function test_gas_withoutProofRedundancy3() public {
        walk("queue-r3-none", 3, ProofKind.None, false, false, 650_000);
    }

    function test_gas_create16Nodes() public {
        for (uint256 i = 0; i < 10; ++i) {
            addMiner(address(uint160(0x9990 + i)), 0);
        }
        vm.prank(client);
        session.create(config(3, ProofKind.None));
        vm.snapshotGasLastCall("session", "create, 16 nodes");
    }

    /// @dev The second task is measured: the first one makes every shared balance and counter non-zero.
    function walk(string memory group, uint8 redundancy, ProofKind proof, bool signed, bool delivered, uint256 limit) private {
        uint64 id = open(redundancy, proof);
        life(group, id, redundancy, proof, signed, delivered, 0);
        total = 0;
        life(group, id, redundancy, proof, signed, delivered, 1);
        vm.snapshotValue(group, "total", total);
        assertTrue(total <= limit, "gas of a task is above its limit");
    }

    function life(string memory group, uint64 id, uint8 redundancy, ProofKind proof, bool signed, bool delivered, uint256 nonce) private {
        TaskSubmission memory s = submission(id, redundancy);
        s.requestDigest = keccak256(abi.encode(nonce));
        s.routerReveal = nextReveal();
        if (signed) s.authority = sign(id, s.requestDigest, s.maxCost, nonce, uint64(time() + 60));
        vm.prank(router);
        uint64 task = queue.submit(s);
        record(group, "submit");
        if (delivered) {
            deliver(id, task, 0);
            record(group, "deliver");
        } else {
            answer(group, id, task, redundancy);
        }
        if (proof == ProofKind.None) return;
        vm.prank(oracle);
        queue.complete(id, task, uint32((1 << redundancy) - 1));
        record(group, "complete");
    }

    function answer(string memory group, uint64 id, uint64 task, uint8 redundancy) private {
        for (uint8 slot = 0; slot < redundancy; ++slot) {
            precommit(id, task, slot);
            record(group, slot == 0 ? "precommit, first" : slot == redundancy - 1 ? "precommit, last" : "precommit, next");
        }
        for (uint8 slot = 0; slot < redundancy; ++slot) {
            commit(id, task, slot);
            record(group, slot == 0 ? "commit, first" : slot == redundancy - 1 ? "commit, last" : "commit, next");
        }
    }

    function record(string memory group, string memory name) private {
        total += vm.snapshotGasLastCall(group, name);
    }
}
