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
        walk("queue-r1-allowance", 1, ProofKind.None, false, 400_000);
    }

    function test_gas_signatureRedundancy1() public {
        walk("queue-r1-signature", 1, ProofKind.None, true, 400_000);
    }

    function test_gas_allowanceRedundancy3() public {
        walk("queue-r3-agreement", 3, ProofKind.Agreement, false, 700_000);
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
    function walk(string memory group, uint8 redundancy, ProofKind proof, bool signed, uint256 limit) private {
        uint64 id = open(redundancy, proof);
        life(group, id, redundancy, proof, signed, 0, false);
        total = 0;
        life(group, id, redundancy, proof, signed, 1, true);
        vm.snapshotValue(group, "total", total);
        assertTrue(total <= limit, "gas of a task is above its limit");
    }

    function life(string memory group, uint64 id, uint8 redundancy, ProofKind proof, bool signed, uint256 nonce, bool measure) private {
        TaskSubmission memory s = submission(id, redundancy);
        s.requestDigest = keccak256(abi.encode(nonce));
        s.routerReveal = nextReveal();
        if (signed) s.authority = sign(id, s.requestDigest, s.maxCost, nonce, uint64(time() + 60));
        vm.prank(router);
        uint64 task = queue.submit(s);
        record(group, "submit", measure);
        for (uint8 slot = 0; slot < redundancy; ++slot) {
            precommit(id, task, slot);
            record(group, slot == 0 ? "precommit, first" : "precommit, last", measure);
        }
        for (uint8 slot = 0; slot < redundancy; ++slot) {
            commit(id, task, slot);
            record(group, slot == 0 ? "commit, first" : "commit, last", measure);
        }
        vm.prank(proof == ProofKind.None ? router : oracle);
        queue.complete(id, task, uint32((1 << redundancy) - 1));
        record(group, "complete", measure);
    }

    function record(string memory group, string memory name, bool measure) private {
        uint256 used = vm.snapshotGasLastCall(group, name);
        if (measure) total += used;
    }
}
