// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProofKind} from "../../src/session/ISession.sol";
import {QueueCalls} from "./QueueCalls.sol";

/// @notice Where the tests of the moves begin: a session with three answers a task, and one task that three miners were asked for.
abstract contract OpenTask is QueueCalls {
    uint96 internal constant BOND = COST / 3 / 10;

    function setUp() public {
        deploy();
        id = open(3, ProofKind.None);
        task = submit(id, 3);
    }

    function all() internal {
        for (uint8 i = 0; i < 3; ++i) {
            precommit(id, task, i);
        }
        for (uint8 i = 0; i < 3; ++i) {
            commit(id, task, i);
        }
    }
}
