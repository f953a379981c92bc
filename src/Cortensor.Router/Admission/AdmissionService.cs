using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;
using Cortensor.Router.Errors;
using Cortensor.Router.Miners;
using Cortensor.Router.Queue;
using Cortensor.Router.Sessions;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Admission;

/// <summary>Gathers what the questions look at, and asks them.</summary>
internal sealed class AdmissionService(
    INetworkView view,
    ISigner signer,
    MinerHub hub,
    ModelNames models,
    UnconfirmedSpend spend,
    TaskRuns runs,
    RetryAfterEstimator retryAfter,
    RouterState state,
    IOptions<RouterOptions> options
)
{
    /// <param name="clientRequest">What is asked.</param>
    /// <param name="before">Requests that were let in before this one and have no task yet.</param>
    public (AdmissionContext Context, ApiError? Error) Ask(ClientRequest clientRequest, int before = 0)
    {
        NetworkSnapshot network = view.Current;
        spend.Prune(network);
        SessionInfo? session = SessionPicker.Pick(clientRequest, network);
        ImmutableArray<MinerConnection> reachable = session is null ? [] : Reachable(session, network.Nodes);
        AdmissionContext context = new()
        {
            ClientRequest = clientRequest,
            Network = network,
            Options = options.Value,
            Self = signer.Address,
            Stopping = state.Stopping,
            ChainAge = state.ChainAge,
            Session = session,
            Model = session is null ? null : models.Find(session.Config.ModelId),
            Connected = hub.Count,
            Serving = session is null ? 0 : Serving(session.Config.ModelId),
            Reachable = reachable.Length,
            Free = Free(reachable),
            SessionPending = session is null ? TokenAmount.Zero : spend.OfSession(session.Id),
            ClientPending = spend.OfClient(clientRequest.Key.Name),
            OpenTasks = runs.Count + before,
            RetrySeconds = retryAfter.RetrySeconds,
        };
        return (context, AdmissionQuestions.Ask(context));
    }

    private int Serving(Hash32 model) => hub.All.Count(miner => miner.ModelIds.Contains(model));

    private int Free(ImmutableArray<MinerConnection> miners)
    {
        IReadOnlyDictionary<Address, int> working = runs.Working();
        return miners.Count(miner => miner.HasRoom(working, options.Value.MinerBacklog));
    }

    private ImmutableArray<MinerConnection> Reachable(SessionInfo session, ImmutableDictionary<Address, Protocol.Pool.PoolNode> pool) =>
        [
            .. session
                .Nodes.Where((_, index) => !SessionNodes.Eligible(session, pool, (byte)index).IsZero)
                .Select(hub.Find)
                .OfType<MinerConnection>(),
        ];
}
