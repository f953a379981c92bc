using System.Collections.Immutable;
using System.Numerics;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Ledger;

/// <summary>Everything a <see cref="MemoryChain"/> knows; a move maps one of these to the next.</summary>
internal sealed record ChainState
{
    /// <summary>The public part.</summary>
    public required NetworkSnapshot Network { get; init; }

    public ImmutableDictionary<Address, TokenAmount> Wallets { get; init; } = ImmutableDictionary<Address, TokenAmount>.Empty;

    public TokenAmount Minted { get; init; }

    public ImmutableHashSet<Address> Miners { get; init; } = [];

    /// <summary>Routers in the order of the contract's enumerable set, which decides rotation.</summary>
    public ImmutableList<Address> RouterOrder { get; init; } = [];

    /// <summary>Who offers a model, in the order of the contract's enumerable set.</summary>
    public ImmutableDictionary<Hash32, ImmutableList<Address>> Offers { get; init; } =
        ImmutableDictionary<Hash32, ImmutableList<Address>>.Empty;

    public ImmutableHashSet<(SessionId Session, BigInteger Nonce)> UsedNonces { get; init; } = [];

    public TokenAmount Wallet(Address account) => Wallets.GetValueOrDefault(account);

    public TokenAmount Account(Address account) => Network.AccountBalances.GetValueOrDefault(account);

    public SessionBalance Balance(SessionId session) => Network.SessionBalances.GetValueOrDefault(session, SessionBalance.Zero);

    public ChainState WithWallet(Address account, TokenAmount amount) => this with { Wallets = Wallets.SetItem(account, amount) };

    public ChainState WithAccount(Address account, TokenAmount amount) =>
        this with
        {
            Network = Network with { AccountBalances = Network.AccountBalances.SetItem(account, amount) },
        };

    public ChainState WithBalance(SessionId session, SessionBalance balance) =>
        this with
        {
            Network = Network with { SessionBalances = Network.SessionBalances.SetItem(session, balance) },
        };

    public ChainState WithSession(SessionInfo session) =>
        this with
        {
            Network = Network with { Sessions = Network.Sessions.SetItem(session.Id, session) },
        };

    public ChainState WithTask(QueueTask task) =>
        this with
        {
            Network = Network with
            {
                Tasks = Network.Tasks.SetItem(task.Key, task),
                OpenTasks = task.Outcome is null ? Network.OpenTasks.Add(task.Key) : Network.OpenTasks.Remove(task.Key),
            },
        };
}
