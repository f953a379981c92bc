using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Payments;

/// <summary>The moves of money, made in the name of <see cref="Actor"/>, which pays from its own COR.</summary>
public interface IPaymentLedger
{
    /// <summary>In whose name the moves are made.</summary>
    Address Actor { get; }

    /// <summary>COR in the actor's wallet, outside the payment module.</summary>
    ValueTask<TokenAmount> WalletBalanceAsync(CancellationToken cancellationToken);

    /// <summary>Add COR to a session; takes care of the ERC-20 approval.</summary>
    Task<MoveResult> DepositAsync(SessionId session, TokenAmount amount, CancellationToken cancellationToken);

    /// <summary>Add COR to an account: a miner's bond money.</summary>
    Task<MoveResult> DepositAccountAsync(Address account, TokenAmount amount, CancellationToken cancellationToken);

    /// <summary>Take COR out of the actor's account.</summary>
    Task<MoveResult> WithdrawAccountAsync(TokenAmount amount, CancellationToken cancellationToken);

    /// <summary>Owner: take free COR out of a session.</summary>
    Task<MoveResult> WithdrawAsync(SessionId session, TokenAmount amount, CancellationToken cancellationToken);

    /// <summary>Owner: stop new tasks and start the delay.</summary>
    Task<MoveResult> RequestWithdrawAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Owner: take new tasks again.</summary>
    Task<MoveResult> CancelWithdrawAsync(SessionId session, CancellationToken cancellationToken);
}
