// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIam} from "../identity/IIam.sol";
import {INetworkData} from "../network/INetworkData.sol";
import {ISessionPayment, Payee} from "../payment/ISessionPayment.sol";
import {ISession} from "../session/ISession.sol";
import {TaskState} from "./ISessionQueue.sol";
import {Progress, TaskProgress} from "./TaskProgress.sol";
import {TaskRegister} from "./TaskRegister.sol";
import {TaskTerms, TaskWords} from "./TaskTerms.sol";

/// @title TaskPayouts: how answers become known and are paid
abstract contract TaskPayouts is TaskRegister {
    using TaskProgress for Progress;
    using TaskTerms for TaskWords;

    /// @dev What a commit or a delivery says.
    struct Revealed {
        uint8 slot;
        bytes32 resultDigest;
        uint32 promptTokens;
        uint32 outputTokens;
    }

    /// @dev Who is paid, and what the move that pays brings with it.
    struct Payout {
        address router; // gets its share; zero: nobody does
        uint256 accepted; // slots that earn
        uint96 bond; // of each slot
        uint256 slot; // whose token counts are not in storage, or NO_SLOT
        uint256 tokens; // these counts
    }

    /// @dev No slot: every token count is in storage.
    uint256 internal constant NO_SLOT = type(uint256).max;

    /// @param iam_ knows routers and oracles
    /// @param network_ parameters and prices
    /// @param session_ authority and node lists
    /// @param payment_ holds the money
    constructor(IIam iam_, INetworkData network_, ISession session_, ISessionPayment payment_)
        TaskRegister(iam_, network_, session_, payment_)
    {}

    /// @dev The last answer to a task without proof pays it; any other waits in its slot's record until the task is completed.
    function _reveal(uint64 sessionId, uint64 taskId, TaskWords storage words, Progress memory p, Revealed memory r, uint96 bond) internal {
        emit TaskCommitted(
            sessionId, taskId, msg.sender, r.slot, r.resultDigest, r.promptTokens, r.outputTokens, uint32(p.open), uint64(p.commitDeadline)
        );
        uint256 tokens = uint256(r.promptTokens) | (uint256(r.outputTokens) << 32);
        if (p.paysItself()) {
            address router = _routerAt(TaskTerms.router(words.terms));
            _pay(sessionId, taskId, words, p, Payout(router, p.committed, bond, r.slot, tokens));
        } else {
            words.write(p);
            words.records[r.slot] = bytes32(tokens);
        }
    }

    function _pay(uint64 sessionId, uint64 taskId, TaskWords storage words, Progress memory p, Payout memory payout) internal {
        p.outcome = uint256(TaskState.Completed);
        words.write(p);
        uint96 charged = _settle(sessionId, taskId, words, p, payout, true);
        emit TaskCompleted(sessionId, taskId, uint32(payout.accepted), charged);
    }

    /// @dev Accepted slots earn, and their records are cleared; bonds go back, except, if `forfeit`, those of slots that precommitted and never
    /// committed.
    function _settle(uint64 sessionId, uint64 taskId, TaskWords storage words, Progress memory p, Payout memory payout, bool forfeit)
        internal
        returns (uint96)
    {
        uint256 terms = words.terms;
        uint256 paid = forfeit ? p.committed : p.precommitted;
        Payee[] memory payees = new Payee[](TaskProgress.count(paid));
        uint256 n = 0;
        for (uint8 slot = 0; slot < p.slots; ++slot) {
            // A bit of a bitmap.
            // slither-disable-next-line incorrect-equality
            if (paid & (1 << slot) == 0) continue;
            Payee memory payee = payees[n++];
            payee.node = _minerOf(sessionId, words, terms, slot);
            payee.bond = payout.bond;
            if (payout.accepted & (1 << slot) != 0) {
                // A slot's number.
                // slither-disable-next-line incorrect-equality
                payee.gross = TaskTerms.gross(p, terms, slot == payout.slot ? payout.tokens : uint256(words.records[slot]));
                if (slot != payout.slot) delete words.records[slot];
            }
        }
        uint96 forfeited = uint96(TaskProgress.count(p.precommitted & ~paid) * payout.bond);
        return _payment.settle(sessionId, taskId, uint96(p.ceiling), payout.router, payees, forfeited);
    }
}
