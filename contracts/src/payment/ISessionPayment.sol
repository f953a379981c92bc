// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A miner's part of a finished task.
/// @param node the miner's account
/// @param gross wei charged for its answer before the split; zero when it earned nothing
/// @param bond wei of bond to give back
struct Payee {
    address node;
    uint96 gross;
    uint96 bond;
}

/// @title SessionPayment: every wei of COR that sessions and nodes hold
/// @notice Invariant: COR held = free session balances + reserved + account balances + bonds.
interface ISessionPayment {
    /// @notice The session's free balance is too low, in wei.
    error PaymentInsufficientBalance(uint64 sessionId, uint256 needed, uint256 available);
    /// @notice The account's balance is too low, in wei.
    error PaymentInsufficientAccount(address account, uint256 needed, uint256 available);
    /// @notice Nothing to move.
    error PaymentAmountZero();
    /// @notice Only the SessionQueue may do this.
    error PaymentCallerNotQueue(address caller);
    /// @notice Only the session's owner may do this.
    error PaymentCallerNotOwner(uint64 sessionId, address caller);
    /// @notice A router has an allowance on this session: request the withdrawal first.
    error PaymentWithdrawNeedsRequest(uint64 sessionId);
    /// @notice The requested withdrawal is not due before this unix second.
    error PaymentWithdrawTooEarly(uint64 sessionId, uint64 notBefore);
    /// @notice No withdrawal was requested.
    error PaymentWithdrawNotRequested(uint64 sessionId);

    /// @notice `amount` wei were added to a session's free balance.
    event SessionDeposited(uint64 indexed sessionId, address indexed from, uint256 amount);
    /// @notice `amount` wei left a session's free balance for its owner `to`.
    event SessionWithdrawn(uint64 indexed sessionId, address indexed to, uint256 amount);
    /// @notice `notBefore` unix seconds; zero when the request was cancelled or done.
    event SessionWithdrawRequested(uint64 indexed sessionId, uint64 notBefore);
    /// @notice `amount` wei were added to an account.
    event AccountDeposited(address indexed account, address indexed from, uint256 amount);
    /// @notice `amount` wei left an account for its holder.
    event AccountWithdrawn(address indexed account, uint256 amount);
    /// @notice A task's ceiling left the session's free balance.
    event TaskReserved(uint64 indexed sessionId, uint64 indexed taskId, uint256 amount);
    /// @notice A miner's bond left its account balance.
    event BondLocked(uint64 indexed sessionId, uint64 indexed taskId, address indexed node, uint256 amount);
    /// @notice A node earned `amount` and got `bond` back.
    event NodePaid(uint64 indexed sessionId, uint64 indexed taskId, address indexed node, uint256 amount, uint256 bond);
    /// @notice The ceiling is settled: gross = sum of miners' gross; returned goes back to the session, forfeited bonds included in it.
    event TaskSettled(
        uint64 indexed sessionId,
        uint64 indexed taskId,
        uint256 ceiling,
        uint256 gross,
        uint256 routerShare,
        uint256 treasuryShare,
        uint256 returned,
        uint256 forfeited
    );

    /// @notice Anyone: add COR to a session (needs ERC-20 approval).
    function deposit(uint64 sessionId, uint256 amount) external;
    /// @notice Anyone: add COR to a session with an ERC-2612 permit in the same transaction.
    function depositWithPermit(uint64 sessionId, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
    /// @notice Anyone: add COR to an account (a miner's bond money).
    function depositAccount(address account, uint256 amount) external;
    /// @notice Take COR out of the caller's account.
    function withdrawAccount(uint256 amount) external;
    /// @notice Owner: take free COR out of a session. At once when no router has an allowance, otherwise after `requestWithdraw` and the delay.
    function withdraw(uint64 sessionId, uint256 amount) external;
    /// @notice Owner: stop new tasks and start the delay (one epoch + challenge window, 2 h).
    function requestWithdraw(uint64 sessionId) external;
    /// @notice Owner: take new tasks again.
    function cancelWithdraw(uint64 sessionId) external;

    /// @notice SessionQueue only: move a task's ceiling, `amount` wei and not zero, from the session's free balance into its reserve.
    function reserve(uint64 sessionId, uint64 taskId, uint96 amount) external;
    /// @notice SessionQueue only: take a bond of `amount` wei out of the node's account until the task is settled; zero locks nothing.
    function lockBond(uint64 sessionId, uint64 taskId, address node, uint96 amount) external;
    /// @notice SessionQueue only: pay a finished task. `router` zero = no router share; `forfeited` bonds go to the session.
    /// @param ceiling wei reserved for the task, all of which is released
    /// @param payees one entry for each slot that earned or gets its bond back
    /// @param forfeited wei of bonds that do not go back to their miners
    /// @return charged wei that left the session for good
    function settle(uint64 sessionId, uint64 taskId, uint96 ceiling, address router, Payee[] calldata payees, uint96 forfeited)
        external
        returns (uint96 charged);

    /// @notice A session's money in wei: what a new task may reserve or the owner withdraw, and the ceilings of running tasks.
    function sessionBalance(uint64 sessionId) external view returns (uint256 free, uint256 reserved);
    /// @notice Wei an account may withdraw or post as bonds; bonds already posted are not in it.
    function accountBalance(address account) external view returns (uint256);
    /// @notice Whose account gets the treasury share.
    function treasury() external view returns (address);
    /// @notice Unix seconds from which a requested withdrawal is due, zero when none was requested.
    function withdrawNotBefore(uint64 sessionId) external view returns (uint64);
}
