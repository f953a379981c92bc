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
    INetworkView view, ISigner signer, MinerHub hub, ModelNames models, Exposure exposure, TaskRuns runs, RouterState state, IOptions<RouterOptions> options)
{
    public (AdmissionContext Context, ApiError? Error) Ask(Inquiry inquiry)
    {
        NetworkSnapshot network = view.Current;
        exposure.Prune(network);
        SessionInfo? session = SessionPicker.Pick(inquiry, network);
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
            Reachable = session is null ? 0 : Reachable(session, network.Nodes),
            SessionPending = session is null ? TokenAmount.Zero : exposure.OfSession(session.Id),
            ClientPending = exposure.OfClient(inquiry.Key.Name),
            OpenTasks = runs.Count,
        };
        return (context, AdmissionQuestions.Ask(context));
    }

    private int Reachable(SessionInfo session, ImmutableDictionary<Address, Protocol.Pool.PoolNode> pool)
    {
        int count = 0;
        for (int index = 0; index < session.Nodes.Length; index++)
        {
            if (hub.IsConnected(session.Nodes[index]) && !SessionNodes.Eligible(session, pool, (byte)index).IsZero)
                count++;
        }

        return count;
    }
}
