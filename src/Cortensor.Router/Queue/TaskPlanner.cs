using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Router.Admission;
using Cortensor.Router.Miners;
using Cortensor.Router.Tasks;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Queue;

/// <summary>Who does a task: the verifiable order, those skipped who are not eligible, not connected here or have no room.</summary>
internal sealed class TaskPlanner(MinerHub hub, TaskRuns runs, IOptions<RouterOptions> options)
{
    /// <summary>Null when fewer miners can be reached than the session wants.</summary>
    public TaskPlan? Plan(AdmissionContext context, TaskReservation reservation, Hash32 requestDigest, ReadOnlyMemory<byte> request)
    {
        SessionInfo session = context.Session!;
        Hash32 seed = SelectionSeed.Of(reservation.Reveal, requestDigest, reservation.Task);
        ImmutableArray<byte> order = MinerOrder.Next(seed, session, context.Network.Nodes, task: null, session.Nodes.Length);
        IReadOnlyDictionary<Address, int> working = runs.Working();
        ImmutableArray<byte> chosen = [.. order.Where(node => HasRoom(session.Nodes[node], working)).Take(session.Config.Redundancy)];
        if (chosen.Length < session.Config.Redundancy)
        {
            return null;
        }

        return new TaskPlan
        {
            TaskReservation = reservation,
            Model = context.Model!.Value,
            RequestDigest = requestDigest,
            Request = request,
            SelectionSeed = seed,
            Nodes = chosen,
            Assigned = [.. chosen.Select(node => session.Nodes[node])],
            Spares = [.. order.Where(node => !chosen.Contains(node)).Select(node => session.Nodes[node])],
            Ceiling = context.Ceiling,
            MaxTokens = context.MaxTokens,
            ClientReference = ClientReferences.Of(context.ClientRequest.ClientReference),
        };
    }

    private bool HasRoom(Address miner, IReadOnlyDictionary<Address, int> working) =>
        hub.Find(miner)?.HasRoom(working, options.Value.MinerBacklog) == true;
}
