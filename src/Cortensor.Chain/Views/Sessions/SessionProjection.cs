using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Chain.Views.Sessions;

/// <summary>Sessions, their nodes and their allowances, from the events of Session.</summary>
internal sealed class SessionProjection(Address contract) : IModuleProjection
{
    public Address Contract => contract;

    public NetworkSnapshot Apply(NetworkSnapshot network, ViewEvent entry) =>
        entry.Log.Is(out SessionContract.SessionCreated? created) ? With(network, SessionConfigs.ToSession(created))
        : entry.Log.Is(out SessionContract.SessionNodeAdded? added)
            ? Change(network, added.SessionId, session => session with { Nodes = session.Nodes.Insert(added.Index, added.Node) })
        : entry.Log.Is(out SessionContract.SessionNodeRemoved? removed)
            ? Change(network, removed.SessionId, session => session with { Nodes = session.Nodes.SetItem(removed.Index, Address.Zero) })
        : entry.Log.Is(out SessionContract.SessionActivated? activated)
            ? Change(network, activated.SessionId, session => session with { State = SessionState.Active, ExpiresAt = activated.ExpiresAt })
        : entry.Log.Is(out SessionContract.SessionClosed? closed)
            ? Change(network, closed.SessionId, static session => session with { State = SessionState.Closed })
        : entry.Log.Is(out SessionContract.SessionExpired? expired)
            ? Change(network, expired.SessionId, static session => session with { State = SessionState.Expired })
        : entry.Log.Is(out SessionContract.SessionRouterChanged? router)
            ? Change(network, router.SessionId, session => session with { Router = router.Router })
        : entry.Log.Is(out SessionContract.RouterAllowanceChanged? allowance)
            ? Change(network, allowance.SessionId, session => WithAllowance(session, allowance.Router, allowance.PerEpoch.ToAmount()))
        : entry.Log.Is(out SessionContract.RouterAllowanceSpent? spent)
            ? Change(network, spent.SessionId, session => WithSpending(session, spent))
        : network;

    private static SessionInfo WithAllowance(SessionInfo session, Address router, TokenAmount perEpoch) =>
        session with
        {
            Allowances = perEpoch == TokenAmount.Zero ? session.Allowances.Remove(router) : session.Allowances.SetItem(router, perEpoch),
        };

    private static SessionInfo WithSpending(SessionInfo session, SessionContract.RouterAllowanceSpent spent) =>
        session with
        {
            Spendings = session.Spendings.SetItem(spent.Router, new AllowanceSpending(spent.Epoch, spent.Spent.ToAmount())),
        };

    private static NetworkSnapshot Change(NetworkSnapshot network, ulong session, Func<SessionInfo, SessionInfo> change) =>
        With(network, change(network.Sessions[new SessionId(session)]));

    private static NetworkSnapshot With(NetworkSnapshot network, SessionInfo session) =>
        network with
        {
            Sessions = network.Sessions.SetItem(session.Id, session),
        };
}
