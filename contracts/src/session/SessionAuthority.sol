// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Authority} from "../queue/ISessionQueue.sol";
import {ISession} from "./ISession.sol";

/// @title SessionAuthority: nobody spends a session's money without its owner
/// @notice One task is allowed by the owner's EIP-712 signature (EOA or ERC-1271), many by an allowance per router and epoch.
abstract contract SessionAuthority is ISession, EIP712 {
    /// @dev One word, so that a task without signature costs one write.
    struct Allowance {
        uint112 perEpoch;
        uint112 spent;
        uint32 epoch;
    }

    /// @dev Length of an epoch in seconds.
    uint256 internal constant EPOCH = 3_600;
    bytes32 private constant TASK_REQUEST_TYPEHASH =
        keccak256("TaskRequest(uint256 session,bytes32 requestDigest,uint256 maxCost,uint256 nonce,uint256 expiry)");

    mapping(uint64 sessionId => mapping(address router => Allowance)) private _allowances;
    /// @dev A bit per used nonce: consecutive nonces share a word, which makes all but one of 256 cheap.
    mapping(uint64 sessionId => mapping(uint256 word => uint256 bitmap)) private _usedNonces;

    constructor() EIP712("Cortensor Session", "1") {}

    /// @inheritdoc ISession
    function taskRequestDigest(uint64 sessionId, bytes32 requestDigest, uint256 maxCost, uint256 nonce, uint256 expiry)
        public
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(TASK_REQUEST_TYPEHASH, sessionId, requestDigest, maxCost, nonce, expiry)));
    }

    /// @inheritdoc ISession
    function allowanceLeft(uint64 sessionId, address router) external view returns (uint256) {
        return _left(_allowances[sessionId][router]);
    }

    /// @return change +1 when the router had none before, −1 when it has none any more, else 0
    function _setAllowance(uint64 sessionId, address router, uint256 perEpoch) internal returns (int8 change) {
        Allowance storage allowance = _allowances[sessionId][router];
        uint112 stored = perEpoch > type(uint112).max ? type(uint112).max : uint112(perEpoch);
        if (allowance.perEpoch == 0 && stored != 0) change = 1;
        if (allowance.perEpoch != 0 && stored == 0) change = -1;
        allowance.perEpoch = stored;
        emit RouterAllowanceChanged(sessionId, router, stored);
    }

    function _spendAllowance(uint64 sessionId, address router, uint256 cost) internal {
        Allowance memory allowance = _allowances[sessionId][router];
        uint256 left = _left(allowance);
        if (cost > left) revert SessionAllowanceExceeded(sessionId, router, cost, left);
        uint32 epoch = _epoch();
        // The same epoch or another one: nothing in between can be missed.
        // slither-disable-next-line incorrect-equality
        uint112 spent = uint112(cost) + (allowance.epoch == epoch ? allowance.spent : 0);
        _allowances[sessionId][router] = Allowance(allowance.perEpoch, spent, epoch);
        emit RouterAllowanceSpent(sessionId, router, epoch, spent);
    }

    function _useSignature(uint64 sessionId, address owner, bytes32 requestDigest, uint256 maxCost, Authority calldata authority) internal {
        if (block.timestamp > authority.expiry) revert SessionAuthorityExpired(sessionId, authority.expiry);
        bytes32 digest = taskRequestDigest(sessionId, requestDigest, maxCost, authority.nonce, authority.expiry);
        if (!SignatureChecker.isValidSignatureNowCalldata(owner, digest, authority.signature)) revert SessionAuthorityInvalid(sessionId);
        uint256 word = authority.nonce >> 8;
        uint256 bit = 1 << (authority.nonce & 0xff);
        uint256 used = _usedNonces[sessionId][word];
        if (used & bit != 0) revert SessionAuthorityUsed(sessionId, authority.nonce);
        _usedNonces[sessionId][word] = used | bit;
        emit AuthorityUsed(sessionId, authority.nonce);
    }

    function _left(Allowance memory allowance) private view returns (uint256) {
        if (allowance.epoch != _epoch()) return allowance.perEpoch;
        return allowance.spent >= allowance.perEpoch ? 0 : allowance.perEpoch - allowance.spent;
    }

    function _epoch() private view returns (uint32) {
        return uint32(block.timestamp / EPOCH);
    }
}
