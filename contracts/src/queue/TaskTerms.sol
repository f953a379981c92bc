// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Progress, TaskProgress} from "./TaskProgress.sol";

/// @notice A task in storage: two words while it uses at most three slots, a third from the fourth slot on, a fourth from the ninth.
/// @param progress packed by TaskProgress
/// @param terms input price (64), output price (64), number of the router or, when the owner submitted, seed block (32), maxTokens (32),
/// createdAt (32), node indexes of slots 0..2 (8 each), owner flag (1)
/// @param moreNodes node indexes of slots 3..31 (8 each)
/// @param moreFlags bitmaps of slots 8..31, packed by TaskProgress
/// @param records what each slot left: see ISessionQueue.slotRecord
struct TaskWords {
    uint256 progress;
    uint256 terms;
    uint256 moreNodes;
    uint256 moreFlags;
    mapping(uint8 slot => bytes32) records;
}

/// @title TaskTerms: packing of what a task fixes at submit, and a task's words in storage
library TaskTerms {
    using TaskProgress for Progress;

    uint256 private constant SUBMITTER_SHIFT = 128;
    uint256 private constant MAX_TOKENS_SHIFT = 160;
    uint256 private constant CREATED_SHIFT = 192;
    uint256 private constant NODES_SHIFT = 224;
    uint256 private constant FIRST_NODES = 3;
    uint256 private constant OWNER_FLAG = 1 << 248;
    uint256 private constant MASK_64 = type(uint64).max;
    uint256 private constant BOND_BPS = 1_000;

    /// @param submitter number of the router, or the seed block when the owner submitted itself
    function pack(uint256 inputPrice_, uint256 outputPrice_, uint32 submitter, bool byOwner, uint256 maxTokens_)
        internal
        view
        returns (uint256)
    {
        return inputPrice_ | (outputPrice_ << 64) | (uint256(submitter) << SUBMITTER_SHIFT) | (maxTokens_ << MAX_TOKENS_SHIFT)
            | (uint256(uint32(block.timestamp)) << CREATED_SHIFT) | (byOwner ? OWNER_FLAG : 0);
    }

    function inputPrice(uint256 terms) internal pure returns (uint256) {
        return terms & MASK_64;
    }

    function outputPrice(uint256 terms) internal pure returns (uint256) {
        return (terms >> 64) & MASK_64;
    }

    /// @notice Number of the router that submitted, or zero when the owner did.
    function router(uint256 terms) internal pure returns (uint32) {
        return terms & OWNER_FLAG == 0 ? uint32(terms >> SUBMITTER_SHIFT) : 0;
    }

    /// @notice Block whose hash decides the order, or zero when a router submitted.
    function seedBlock(uint256 terms) internal pure returns (uint32) {
        return terms & OWNER_FLAG == 0 ? 0 : uint32(terms >> SUBMITTER_SHIFT);
    }

    function maxTokens(uint256 terms) internal pure returns (uint32) {
        return uint32(terms >> MAX_TOKENS_SHIFT);
    }

    function createdAt(uint256 terms) internal pure returns (uint256) {
        return uint32(terms >> CREATED_SHIFT);
    }

    /// @notice Bond of one slot, in wei: a tenth of its ceiling.
    function bond(Progress memory p) internal pure returns (uint96) {
        // Decision 0001 takes the bond from the slot's ceiling, which is itself rounded down.
        // slither-disable-next-line divide-before-multiply
        return uint96(p.ceiling / p.redundancy * BOND_BPS / 10_000);
    }

    /// @notice What a slot charges before the split, in wei; never more than its ceiling.
    /// @param tokens prompt tokens (32 bits), then output tokens
    function gross(Progress memory p, uint256 terms, uint256 tokens) internal pure returns (uint96) {
        uint256 cost = uint32(tokens) * inputPrice(terms) + uint32(tokens >> 32) * outputPrice(terms);
        uint256 limit = p.ceiling / p.redundancy;
        return uint96(cost < limit ? cost : limit);
    }

    /// @notice Index of a slot's node in the session's list.
    function nodeOf(TaskWords storage words, uint256 terms, uint256 slot) internal view returns (uint8) {
        if (slot < FIRST_NODES) return uint8(terms >> (NODES_SHIFT + 8 * slot));
        return uint8(words.moreNodes >> (8 * (slot - FIRST_NODES)));
    }

    /// @notice Append a node to a task's slots. Writes moreNodes; the caller writes the terms it gets back.
    function appendNode(TaskWords storage words, uint256 terms, uint256 slot, uint8 node) internal returns (uint256) {
        if (slot < FIRST_NODES) return terms | (uint256(node) << (NODES_SHIFT + 8 * slot));
        words.moreNodes |= uint256(node) << (8 * (slot - FIRST_NODES));
        return terms;
    }

    /// @notice A task's progress, all slots of it.
    /// @param word the first word, read already
    function read(TaskWords storage words, uint256 word) internal view returns (Progress memory p) {
        p = TaskProgress.load(word);
        if (p.slots > TaskProgress.FIRST_SLOTS) p.loadMore(words.moreFlags);
    }

    /// @notice Keep a task's progress.
    function write(TaskWords storage words, Progress memory p) internal {
        words.progress = p.pack();
        if (p.slots > TaskProgress.FIRST_SLOTS) words.moreFlags = p.packMore();
    }
}
