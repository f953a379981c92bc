// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Guarded} from "../identity/Guarded.sol";
import {IAcl} from "../identity/IAcl.sol";
import {ISession} from "../session/ISession.sol";
import {ISessionPayment, Payee} from "./ISessionPayment.sol";

/// @notice Implements ISessionPayment, which is its document.
contract SessionPayment is ISessionPayment, Guarded, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev One word. All COR is below 2^96 wei, so no sum overflows.
    struct SessionMoney {
        uint96 free;
        uint96 reserved;
        uint64 withdrawNotBefore;
    }

    uint256 private constant MINER_PERCENT = 80;
    uint256 private constant ROUTER_PERCENT = 8;
    uint256 private constant VALIDATOR_PERCENT = 7;
    uint256 private constant TREASURY_PERCENT = 5;
    /// @dev One allowance epoch and the challenge window, seconds.
    uint64 private constant WITHDRAW_DELAY = 7_200;

    IERC20 private immutable _token;
    ISession private immutable _session;
    address private immutable _queue;
    address private immutable _treasury;

    mapping(uint64 sessionId => SessionMoney) private _sessions;
    mapping(address account => uint256 wei_) private _accounts;

    /// @param acl_ knows the guardian
    /// @param token_ COR
    /// @param session_ knows owners and allowances
    /// @param queue_ the only one that may reserve, lock and settle
    /// @param treasury_ whose account gets the treasury share
    constructor(IAcl acl_, IERC20 token_, ISession session_, address queue_, address treasury_) Guarded(acl_) {
        _token = token_;
        _session = session_;
        _queue = queue_;
        _treasury = treasury_;
    }

    modifier onlyQueue() {
        if (msg.sender != _queue) revert PaymentCallerNotQueue(msg.sender);
        _;
    }

    modifier onlyOwner(uint64 sessionId) {
        if (_session.ownerOf(sessionId) != msg.sender) revert PaymentCallerNotOwner(sessionId, msg.sender);
        _;
    }

    /// @inheritdoc ISessionPayment
    function deposit(uint64 sessionId, uint256 amount) external nonReentrant whenNotPaused {
        _deposit(sessionId, amount);
    }

    /// @inheritdoc ISessionPayment
    function depositWithPermit(uint64 sessionId, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        nonReentrant
        whenNotPaused
    {
        // Anyone may have used the permit first; then the approval is there already and the deposit goes through.
        try IERC20Permit(address(_token)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _deposit(sessionId, amount);
    }

    /// @inheritdoc ISessionPayment
    function depositAccount(address account, uint256 amount) external nonReentrant whenNotPaused {
        if (amount == 0) revert PaymentAmountZero();
        _accounts[account] += amount;
        emit AccountDeposited(account, msg.sender, amount);
        _token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc ISessionPayment
    function withdrawAccount(uint256 amount) external nonReentrant {
        if (amount == 0) revert PaymentAmountZero();
        uint256 available = _accounts[msg.sender];
        if (amount > available) revert PaymentInsufficientAccount(msg.sender, amount, available);
        _accounts[msg.sender] = available - amount;
        emit AccountWithdrawn(msg.sender, amount);
        _token.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc ISessionPayment
    function withdraw(uint64 sessionId, uint256 amount) external nonReentrant onlyOwner(sessionId) {
        if (amount == 0) revert PaymentAmountZero();
        SessionMoney storage money = _sessions[sessionId];
        uint64 notBefore = money.withdrawNotBefore;
        if (_session.hasAllowance(sessionId)) {
            if (notBefore == 0) revert PaymentWithdrawNeedsRequest(sessionId);
            if (block.timestamp < notBefore) revert PaymentWithdrawTooEarly(sessionId, notBefore);
        }
        uint96 free = money.free;
        if (amount > free) revert PaymentInsufficientBalance(sessionId, amount, free);
        money.free = free - uint96(amount);
        if (notBefore != 0) {
            money.withdrawNotBefore = 0;
            emit SessionWithdrawRequested(sessionId, 0);
        }
        emit SessionWithdrawn(sessionId, msg.sender, amount);
        _token.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc ISessionPayment
    function requestWithdraw(uint64 sessionId) external onlyOwner(sessionId) {
        uint64 notBefore = uint64(block.timestamp) + WITHDRAW_DELAY;
        _sessions[sessionId].withdrawNotBefore = notBefore;
        emit SessionWithdrawRequested(sessionId, notBefore);
    }

    /// @inheritdoc ISessionPayment
    function cancelWithdraw(uint64 sessionId) external onlyOwner(sessionId) {
        if (_sessions[sessionId].withdrawNotBefore == 0) revert PaymentWithdrawNotRequested(sessionId);
        _sessions[sessionId].withdrawNotBefore = 0;
        emit SessionWithdrawRequested(sessionId, 0);
    }

    /// @inheritdoc ISessionPayment
    function reserve(uint64 sessionId, uint64 taskId, uint96 amount) external onlyQueue {
        if (amount == 0) revert PaymentAmountZero();
        SessionMoney memory money = _sessions[sessionId];
        if (amount > money.free) revert PaymentInsufficientBalance(sessionId, amount, money.free);
        money.free -= amount;
        money.reserved += amount;
        _sessions[sessionId] = money;
        emit TaskReserved(sessionId, taskId, amount);
    }

    /// @inheritdoc ISessionPayment
    function lockBond(uint64 sessionId, uint64 taskId, address node, uint96 amount) external onlyQueue {
        if (amount == 0) return;
        uint256 available = _accounts[node];
        if (amount > available) revert PaymentInsufficientAccount(node, amount, available);
        unchecked {
            _accounts[node] = available - amount;
        }
        emit BondLocked(sessionId, taskId, node, amount);
    }

    /// @inheritdoc ISessionPayment
    function settle(uint64 sessionId, uint64 taskId, uint96 ceiling, address router, Payee[] calldata payees, uint96 forfeited)
        external
        onlyQueue
        returns (uint96 charged)
    {
        (uint256 gross, uint256 miners) = _pay(sessionId, taskId, payees);
        uint256 routerShare = gross * ROUTER_PERCENT / 100;
        uint256 validatorShare = gross * VALIDATOR_PERCENT / 100;
        // The treasury's own percentage and the dust of every rounding are together what the others leave of the gross.
        uint256 treasuryShare = gross - miners - routerShare - validatorShare;
        if (router == address(0)) routerShare = 0;
        charged = SafeCast.toUint96(miners + routerShare + treasuryShare);
        uint96 returned = ceiling - charged + forfeited;

        SessionMoney memory money = _sessions[sessionId];
        money.reserved -= ceiling;
        money.free += returned;
        _sessions[sessionId] = money;
        if (routerShare != 0) _accounts[router] += routerShare;
        if (treasuryShare != 0) _accounts[_treasury] += treasuryShare;
        emit TaskSettled(sessionId, taskId, ceiling, gross, routerShare, treasuryShare, returned, forfeited);
    }

    /// @inheritdoc ISessionPayment
    function sessionBalance(uint64 sessionId) external view returns (uint256 free, uint256 reserved) {
        SessionMoney storage money = _sessions[sessionId];
        return (money.free, money.reserved);
    }

    /// @inheritdoc ISessionPayment
    function accountBalance(address account) external view returns (uint256) {
        return _accounts[account];
    }

    /// @inheritdoc ISessionPayment
    function treasury() external view returns (address) {
        return _treasury;
    }

    /// @inheritdoc ISessionPayment
    function withdrawNotBefore(uint64 sessionId) external view returns (uint64) {
        return _sessions[sessionId].withdrawNotBefore;
    }

    /// @notice The token held here, and the modules it is wired to.
    function wiring() external view returns (address token, address session, address queue) {
        return (address(_token), address(_session), _queue);
    }

    function _deposit(uint64 sessionId, uint256 amount) private {
        if (amount == 0) revert PaymentAmountZero();
        // Asked only because it reverts with SessionNotFound.
        // slither-disable-next-line unused-return
        _session.ownerOf(sessionId);
        _sessions[sessionId].free += SafeCast.toUint96(amount);
        emit SessionDeposited(sessionId, msg.sender, amount);
        _token.safeTransferFrom(msg.sender, address(this), amount);
    }

    function _pay(uint64 sessionId, uint64 taskId, Payee[] calldata payees) private returns (uint256 gross, uint256 miners) {
        for (uint256 i = 0; i < payees.length; ++i) {
            Payee calldata payee = payees[i];
            uint256 amount = uint256(payee.gross) * MINER_PERCENT / 100;
            gross += payee.gross;
            miners += amount;
            if (amount + payee.bond == 0) continue;
            _accounts[payee.node] += amount + payee.bond;
            emit NodePaid(sessionId, taskId, payee.node, amount, payee.bond);
        }
    }
}
