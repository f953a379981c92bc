// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIam, NodeRole} from "../identity/IIam.sol";
import {ISessionQueue} from "./ISessionQueue.sol";

/// @title RouterChains: hash chains that fix the order of miners before a router sees the requests
abstract contract RouterChains is ISessionQueue {
    struct Chain {
        bytes32 tip;
        bytes32 next;
        uint64 nextAt; // unix seconds from which `next` counts; 0 = nothing announced
        uint32 number; // given with the first tip, never changed; 0 = nothing posted. A reveal of zero does not make the next post a first one
    }

    /// @dev Seconds between the announcement of another chain and its use: one allowance epoch.
    uint64 private constant REPLACEMENT_DELAY = 3_600;

    IIam internal immutable _iam;
    mapping(address router => Chain) private _chains;
    /// @dev Tasks keep a router's number instead of its address: the rest of the word holds their terms.
    mapping(uint32 number => address router) private _routers;
    uint32 private _routerCount;

    constructor(IIam iam_) {
        _iam = iam_;
    }

    /// @inheritdoc ISessionQueue
    function postRouterChain(bytes32 tip) external {
        if (!_iam.hasRole(NodeRole.Router, msg.sender)) revert TaskCallerNotAllowed(0, 0, msg.sender);
        Chain storage chain = _chains[msg.sender];
        uint64 effectiveAt = uint64(block.timestamp);
        if (chain.number != 0) {
            if (_due(chain)) chain.tip = chain.next;
            effectiveAt += REPLACEMENT_DELAY;
            chain.next = tip;
            chain.nextAt = effectiveAt;
        } else {
            chain.tip = tip;
            if (tip != 0) {
                chain.number = ++_routerCount;
                _routers[_routerCount] = msg.sender;
            }
        }
        emit RouterChainPosted(msg.sender, tip, effectiveAt);
    }

    /// @inheritdoc ISessionQueue
    function routerChain(address router) external view returns (bytes32) {
        Chain storage chain = _chains[router];
        return _due(chain) ? chain.next : chain.tip;
    }

    /// @dev The reveal becomes the tip, so each is used once.
    /// @return number of the router
    function _useReveal(address router, bytes32 reveal) internal returns (uint32 number) {
        Chain storage chain = _chains[router];
        bool replace = _due(chain);
        bytes32 tip = replace ? chain.next : chain.tip;
        if (keccak256(abi.encode(reveal)) != tip) revert TaskRouterRevealMismatch(router, tip);
        chain.tip = reveal;
        number = chain.number;
        if (replace) {
            chain.next = 0;
            chain.nextAt = 0;
        }
    }

    /// @return router with this number, zero for number zero
    function _routerAt(uint32 number) internal view returns (address router) {
        return number == 0 ? address(0) : _routers[number];
    }

    /// @dev An announced zero is no replacement.
    function _due(Chain storage chain) private view returns (bool) {
        uint64 nextAt = chain.nextAt;
        return nextAt != 0 && block.timestamp >= nextAt && chain.next != 0;
    }
}
