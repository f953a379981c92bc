// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProofKind} from "../session/ISession.sol";

/// @notice A task in storage: three words while it uses at most four slots, else four.
/// @param progress packed by TaskProgress
/// @param money ceiling (96), input price (64), output price (64), node indexes of slots 0..3 (8 each)
/// @param origin router, or seed block when the owner submitted (160), maxTokens (32), createdAt (32), proof (8), owner flag (1)
/// @param moreNodes node indexes of slots 4..31 (8 each)
struct TaskWords {
    uint256 progress;
    uint256 money;
    uint256 origin;
    uint256 moreNodes;
}

/// @title TaskTerms: packing of what a task fixes at submit
library TaskTerms {
    uint256 private constant NODES_SHIFT = 224;
    uint256 private constant FIRST_NODES = 4;
    uint256 private constant OWNER_FLAG = 1 << 232;
    uint256 private constant MASK_64 = type(uint64).max;
    uint256 private constant BOND_BPS = 1_000;

    function packMoney(uint256 ceiling_, uint256 inputPrice_, uint256 outputPrice_) internal pure returns (uint256) {
        return ceiling_ | (inputPrice_ << 96) | (outputPrice_ << 160);
    }

    function ceiling(uint256 money) internal pure returns (uint96) {
        return uint96(money);
    }

    function inputPrice(uint256 money) internal pure returns (uint256) {
        return (money >> 96) & MASK_64;
    }

    function outputPrice(uint256 money) internal pure returns (uint256) {
        return (money >> 160) & MASK_64;
    }

    /// @notice Bond of one slot, in wei: a tenth of its ceiling.
    function bond(uint256 money, uint256 redundancy) internal pure returns (uint96) {
        // Decision 0001 takes the bond from the slot's ceiling, which is itself rounded down.
        // slither-disable-next-line divide-before-multiply
        return uint96(ceiling(money) / redundancy * BOND_BPS / 10_000);
    }

    /// @notice What a slot charges before the split, in wei; never more than its ceiling.
    /// @param tokens prompt tokens (32 bits), then output tokens
    function gross(uint256 money, uint256 redundancy, uint256 tokens) internal pure returns (uint96) {
        uint256 cost = uint32(tokens) * inputPrice(money) + uint32(tokens >> 32) * outputPrice(money);
        uint256 limit = ceiling(money) / redundancy;
        return uint96(cost < limit ? cost : limit);
    }

    /// @param submitter router, or the seed block when the owner submitted itself
    function packOrigin(uint256 submitter, bool byOwner, uint256 maxTokens_, ProofKind proof_) internal view returns (uint256) {
        return
            submitter | (maxTokens_ << 160) | (uint256(uint32(block.timestamp)) << 192) | (uint256(proof_) << 224)
                | (byOwner ? OWNER_FLAG : 0);
    }

    /// @notice Router that submitted, or zero when the owner did.
    function router(uint256 origin) internal pure returns (address) {
        return origin & OWNER_FLAG == 0 ? address(uint160(origin)) : address(0);
    }

    /// @notice Block whose hash decides the order, or zero when a router submitted.
    function seedBlock(uint256 origin) internal pure returns (uint32) {
        return origin & OWNER_FLAG == 0 ? 0 : uint32(origin);
    }

    function maxTokens(uint256 origin) internal pure returns (uint32) {
        return uint32(origin >> 160);
    }

    function createdAt(uint256 origin) internal pure returns (uint256) {
        return uint32(origin >> 192);
    }

    function proof(uint256 origin) internal pure returns (ProofKind) {
        return ProofKind(uint8(origin >> 224));
    }

    /// @notice Index of a slot's node in the session's list.
    function nodeOf(TaskWords storage words, uint256 money, uint256 slot) internal view returns (uint8) {
        if (slot < FIRST_NODES) return uint8(money >> (NODES_SHIFT + 8 * slot));
        return uint8(words.moreNodes >> (8 * (slot - FIRST_NODES)));
    }

    /// @notice Append nodes to a task's slots. Writes moreNodes; the caller writes money.
    function appendNode(TaskWords storage words, uint256 money, uint256 slot, uint8 node) internal returns (uint256) {
        if (slot < FIRST_NODES) return money | (uint256(node) << (NODES_SHIFT + 8 * slot));
        words.moreNodes |= uint256(node) << (8 * (slot - FIRST_NODES));
        return money;
    }
}
