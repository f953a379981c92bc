using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Ledger;

/// <summary>The money of a <see cref="MemoryChain"/>.</summary>
internal sealed class MemoryPaymentLedger(MemoryChain chain, Address actor) : IPaymentLedger
{
    /// <summary>The token's own error when a wallet holds too little (ERC-6093).</summary>
    private const string WalletTooLow = "ERC20InsufficientBalance";

    public Address Actor => actor;

    public ValueTask<TokenAmount> WalletBalanceAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(chain.Read().Wallet(actor));
    }

    public Task<MoveResult> DepositAsync(SessionId session, TokenAmount amount, CancellationToken cancellationToken) =>
        RunAsync(
            "deposit",
            cancellationToken,
            move =>
            {
                if (amount == TokenAmount.Zero)
                {
                    return PaymentRefusals.PaymentAmountZero();
                }

                if (!move.Network.Sessions.ContainsKey(session))
                {
                    return SessionRefusals.SessionNotFound(session);
                }

                SessionBalance balance = move.State.Balance(session);
                return Pay(move.State, amount) is ChainState paid
                    ? paid.WithBalance(session, balance with { Free = balance.Free + amount })
                    : TooLow(move.State, amount);
            }
        );

    public Task<MoveResult> DepositAccountAsync(Address account, TokenAmount amount, CancellationToken cancellationToken) =>
        RunAsync(
            "depositAccount",
            cancellationToken,
            move =>
                amount == TokenAmount.Zero ? PaymentRefusals.PaymentAmountZero()
                : Pay(move.State, amount) is ChainState paid ? paid.WithAccount(account, paid.Account(account) + amount)
                : TooLow(move.State, amount)
        );

    public Task<MoveResult> WithdrawAccountAsync(TokenAmount amount, CancellationToken cancellationToken) =>
        RunAsync(
            "withdrawAccount",
            cancellationToken,
            move =>
            {
                TokenAmount available = move.State.Account(actor);
                return amount == TokenAmount.Zero ? PaymentRefusals.PaymentAmountZero()
                    : available < amount ? PaymentRefusals.PaymentInsufficientAccount(actor, amount, available)
                    : Receive(move.State.WithAccount(actor, available - amount), amount);
            }
        );

    public Task<MoveResult> WithdrawAsync(SessionId session, TokenAmount amount, CancellationToken cancellationToken) =>
        OwnerAsync(
            "withdraw",
            session,
            cancellationToken,
            (move, found) =>
            {
                SessionBalance balance = move.State.Balance(session);
                Ruling<SessionInfo> ruling = WithdrawalRules.Withdraw(found, move.Context, amount, balance.Free);
                return ruling.Legal
                    ? Receive(
                        move.State.WithSession(ruling.Value).WithBalance(session, balance with { Free = balance.Free - amount }),
                        amount
                    )
                    : ruling.Refusal;
            }
        );

    public Task<MoveResult> RequestWithdrawAsync(SessionId session, CancellationToken cancellationToken) =>
        OwnerAsync(
            "requestWithdraw",
            session,
            cancellationToken,
            static (move, found) => Keep(move, WithdrawalRules.Request(found, move.Context))
        );

    public Task<MoveResult> CancelWithdrawAsync(SessionId session, CancellationToken cancellationToken) =>
        OwnerAsync(
            "cancelWithdraw",
            session,
            cancellationToken,
            static (move, found) => Keep(move, WithdrawalRules.Cancel(found, move.Context))
        );

    private static Ruling<ChainState> Keep(MemoryMove move, Ruling<SessionInfo> ruling) =>
        ruling.Legal ? move.State.WithSession(ruling.Value) : ruling.Refusal;

    private ChainState? Pay(ChainState state, TokenAmount amount)
    {
        TokenAmount wallet = state.Wallet(actor);
        return wallet < amount ? null : state.WithWallet(actor, wallet - amount);
    }

    private ChainState Receive(ChainState state, TokenAmount amount) => state.WithWallet(actor, state.Wallet(actor) + amount);

    private Refusal TooLow(ChainState state, TokenAmount amount) =>
        new(WalletTooLow, $"{actor} holds {state.Wallet(actor).ToCorString()}, {amount.ToCorString()} are needed.");

    private Task<MoveResult> OwnerAsync(
        string name,
        SessionId session,
        CancellationToken cancellationToken,
        Func<MemoryMove, SessionInfo, Ruling<ChainState>> rule
    ) =>
        RunAsync(
            name,
            cancellationToken,
            move =>
                move.Network.Sessions.TryGetValue(session, out SessionInfo? found)
                    ? rule(move, found)
                    : SessionRefusals.SessionNotFound(session)
        );

    private Task<MoveResult> RunAsync(string name, CancellationToken cancellationToken, Func<MemoryMove, Ruling<ChainState>> move)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(chain.Execute(actor, name, null, move));
    }
}
