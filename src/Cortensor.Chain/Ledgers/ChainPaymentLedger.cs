using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Ledgers.Errors;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;

namespace Cortensor.Chain.Ledgers;

/// <summary>The money of the contracts SessionPayment and CortensorToken.</summary>
/// <remarks>
/// A deposit is approved to the wei and only when the payment module asks for it, so that no approval stays behind. Deposits of one account
/// go one after the other: a second approval would replace the first.
/// </remarks>
internal sealed class ChainPaymentLedger(MoveSender moves, Address payment, Address token) : IPaymentLedger, IDisposable
{
    private readonly SemaphoreSlim _depositing = new(1, 1);

    public Address Actor => moves.Actor;

    public async ValueTask<TokenAmount> WalletBalanceAsync(CancellationToken cancellationToken) =>
        Amounts.Of(
            await moves.Client.QueryAsync(token, new CortensorTokenContract.BalanceOfCall(Actor), cancellationToken: cancellationToken)
        );

    public Task<MoveResult> DepositAsync(SessionId session, TokenAmount amount, CancellationToken cancellationToken) =>
        DepositAsync(new SessionPaymentContract.DepositCall(session.Value, amount.Wei), amount, cancellationToken);

    public Task<MoveResult> DepositAccountAsync(Address account, TokenAmount amount, CancellationToken cancellationToken) =>
        DepositAsync(new SessionPaymentContract.DepositAccountCall(account, amount.Wei), amount, cancellationToken);

    public Task<MoveResult> WithdrawAccountAsync(TokenAmount amount, CancellationToken cancellationToken) =>
        moves.MoveAsync(payment, new SessionPaymentContract.WithdrawAccountCall(amount.Wei), cancellationToken);

    public Task<MoveResult> WithdrawAsync(SessionId session, TokenAmount amount, CancellationToken cancellationToken) =>
        moves.MoveAsync(payment, new SessionPaymentContract.WithdrawCall(session.Value, amount.Wei), cancellationToken);

    public Task<MoveResult> RequestWithdrawAsync(SessionId session, CancellationToken cancellationToken) =>
        moves.MoveAsync(payment, new SessionPaymentContract.RequestWithdrawCall(session.Value), cancellationToken);

    public Task<MoveResult> CancelWithdrawAsync(SessionId session, CancellationToken cancellationToken) =>
        moves.MoveAsync(payment, new SessionPaymentContract.CancelWithdrawCall(session.Value), cancellationToken);

    public void Dispose() => _depositing.Dispose();

    private async Task<MoveResult> DepositAsync(IContractCall deposit, TokenAmount amount, CancellationToken cancellationToken)
    {
        await _depositing.WaitAsync(cancellationToken);
        try
        {
            // The first try costs nothing when the approval is missing, and finds every other reason to refuse before an approval is paid
            // for.
            MoveResult first = await moves.MoveAsync(payment, deposit, cancellationToken);
            if (first.Refusal?.Code != nameof(CortensorTokenContract.ERC20InsufficientAllowance))
            {
                return first;
            }

            TokenAmount wallet = await WalletBalanceAsync(cancellationToken);
            if (wallet < amount)
            {
                return MoveResult.Of(TokenErrors.InsufficientBalance(Actor, wallet, amount));
            }

            MoveResult approval = await moves.MoveAsync(
                token,
                new CortensorTokenContract.ApproveCall(payment, amount.Wei),
                cancellationToken
            );
            return approval.Made ? await moves.MoveAsync(payment, deposit, cancellationToken) : approval;
        }
        finally
        {
            _ = _depositing.Release();
        }
    }
}
