using Cortensor.Api.Native;
using Cortensor.Crypto;
using Cortensor.Miner;
using Cortensor.Node.Health;
using Cortensor.Node.Options;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Node.Stats;

/// <summary>What the node knows of itself, put together when somebody asks.</summary>
internal sealed class NodeStats(
    NodeOptions options,
    ISigner signer,
    NodeClock clock,
    OwnTasks tasks,
    ReadyBoard board,
    INetworkView view,
    IEnumerable<IInferenceEngine> engines,
    IEnumerable<MinerLoad> loads
)
{
    public NodeStatsView Now()
    {
        IReadOnlyList<ModelId> models = [.. engines.SelectMany(engine => engine.Models).Select(model => model.Id)];
        NodeWorkStats? work = loads.SingleOrDefault()?.ToStats();
        NodeTaskStats counts = new(
            tasks.Open,
            tasks.Count(NodeRoles.Router, TaskOutcomes.Completed) + tasks.Count(NodeRoles.Miner, TaskOutcomes.Accepted),
            tasks.Count(NodeRoles.Router, TaskOutcomes.Failed)
                + tasks.Count(NodeRoles.Miner, TaskOutcomes.Failed)
                + tasks.Count(NodeRoles.Miner, TaskOutcomes.Rejected)
                + tasks.Count(NodeRoles.Miner, TaskOutcomes.HandedOn),
            tasks.Tokens
        );
        return new NodeStatsView(
            signer.Address,
            [.. options.Roles],
            NodeClock.Version,
            board.Last.Status,
            clock.StartedAt.ToUnixTimeSeconds(),
            (long)clock.Uptime.TotalSeconds,
            view.Current.Head.Number,
            Environment.WorkingSet,
            models,
            counts,
            work,
            tasks.Paid,
            tasks.Account
        );
    }
}
