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
internal sealed class AdmissionDesk(
    INetworkView view, ISigner signer, MinerHub hub, ModelNames models, Exposure exposure, TaskRuns runs, TaskPace pace, RouterState state,
    IOptions<RouterOptions> options)
{
    /// <param name="inquiry">What is asked.</param>
    /// <param name="before">Requests that were let in before this one and have no task yet.</param>
    public (AdmissionContext Context, ApiError? Error) Ask(Inquiry inquiry, int before = 0)
    {
        NetworkSnapshot network = view.Current;
        exposure.Prune(network);
        SessionInfo? session = SessionPicker.Pick(inquiry, network);
        ImmutableArray<MinerConnection> reachable = session is null ? [] : Reachable(session, network.Nodes);
        AdmissionContext context = new()
        {
            Inquiry = inquiry,
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
            SessionPending = session is null ? TokenAmount.Zero : exposure.OfSession(session.Id),
            ClientPending = exposure.OfClient(inquiry.Key.Name),
            OpenTasks = runs.Count + before,
            RetrySeconds = pace.RetrySeconds,
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
        .. session.Nodes.Where((_, index) => !SessionNodes.Eligible(session, pool, (byte)index).IsZero).Select(hub.Find).OfType<MinerConnection>(),
    ];
}
