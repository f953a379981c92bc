using Cortensor.Chain.Contracts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using static Cortensor.Chain.Bindings.SessionPaymentContract;

namespace Cortensor.Chain.Views.Payments;

/// <summary>Balances of sessions and accounts, from the events of SessionPayment.</summary>
/// <param name="contract">SessionPayment.</param>
/// <param name="treasury">Whose account gets the treasury's share; the events do not name it, it is fixed in the contract's code.</param>
internal sealed class PaymentProjection(Address contract, Address treasury) : IModuleProjection
{
    public Address Contract => contract;

    public NetworkSnapshot Apply(NetworkSnapshot network, ViewEvent entry) =>
        entry.Log.Is(out SessionDeposited? deposited) ? ChangeFree(network, deposited.SessionId, free => free + deposited.Amount.ToAmount())
        : entry.Log.Is(out SessionWithdrawn? withdrawn)
            ? ChangeFree(network, withdrawn.SessionId, free => free - withdrawn.Amount.ToAmount())
        : entry.Log.Is(out SessionWithdrawRequested? requested) ? Requested(network, requested)
        : entry.Log.Is(out AccountDeposited? paidIn) ? Credit(network, paidIn.Account, paidIn.Amount.ToAmount())
        : entry.Log.Is(out AccountWithdrawn? paidOut) ? Debit(network, paidOut.Account, paidOut.Amount.ToAmount())
        : entry.Log.Is(out TaskReserved? reserved) ? Reserve(network, reserved)
        : entry.Log.Is(out BondLocked? locked) ? Debit(network, locked.Node, locked.Amount.ToAmount())
        : entry.Log.Is(out NodePaid? paid) ? Credit(network, paid.Node, (paid.Amount + paid.Bond).ToAmount())
        : entry.Log.Is(out TaskSettled? settled) ? Settle(network, settled)
        : network;

    private static NetworkSnapshot Requested(NetworkSnapshot network, SessionWithdrawRequested requested)
    {
        SessionInfo session = network.Sessions[new SessionId(requested.SessionId)] with { WithdrawNotBefore = requested.NotBefore };
        return network with { Sessions = network.Sessions.SetItem(session.Id, session) };
    }

    private static NetworkSnapshot Reserve(NetworkSnapshot network, TaskReserved reserved)
    {
        SessionBalance balance = BalanceOf(network, reserved.SessionId);
        TokenAmount amount = reserved.Amount.ToAmount();
        return WithBalance(network, reserved.SessionId, new SessionBalance(balance.Free - amount, balance.Reserved + amount));
    }

    private NetworkSnapshot Settle(NetworkSnapshot network, TaskSettled settled)
    {
        SessionBalance balance = BalanceOf(network, settled.SessionId);
        SessionBalance after = new(balance.Free + settled.Returned.ToAmount(), balance.Reserved - settled.Ceiling.ToAmount());
        Address router = network.Tasks[new TaskKey(new SessionId(settled.SessionId), new TaskId(settled.TaskId))].Router;
        NetworkSnapshot paid = Credit(WithBalance(network, settled.SessionId, after), router, settled.RouterShare.ToAmount());
        return Credit(paid, treasury, settled.TreasuryShare.ToAmount());
    }

    private static NetworkSnapshot ChangeFree(NetworkSnapshot network, ulong session, Func<TokenAmount, TokenAmount> change)
    {
        SessionBalance balance = BalanceOf(network, session);
        return WithBalance(network, session, balance with { Free = change(balance.Free) });
    }

    private static SessionBalance BalanceOf(NetworkSnapshot network, ulong session) =>
        network.SessionBalances.GetValueOrDefault(new SessionId(session), SessionBalance.Zero);

    private static NetworkSnapshot WithBalance(NetworkSnapshot network, ulong session, SessionBalance balance) =>
        network with
        {
            SessionBalances = network.SessionBalances.SetItem(new SessionId(session), balance),
        };

    private static NetworkSnapshot Credit(NetworkSnapshot network, Address account, TokenAmount amount) =>
        network with
        {
            AccountBalances = network.AccountBalances.Credit(account, amount),
        };

    private static NetworkSnapshot Debit(NetworkSnapshot network, Address account, TokenAmount amount) =>
        network with
        {
            AccountBalances = network.AccountBalances.Debit(account, amount),
        };
}
