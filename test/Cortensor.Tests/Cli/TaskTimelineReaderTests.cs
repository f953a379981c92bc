using Cortensor.Api.Native;
using Cortensor.Cli.Commands.Tasks;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Tests.Chain.Views;

namespace Cortensor.Tests.Cli;

public sealed class TaskTimelineReaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_chain_tells_a_reassign_that_closed_no_slot_from_an_assign()
    {
        await using TwinNetwork twins = await TwinNetwork.StartAsync();
        TwinScenario scenario = new(twins);
        await scenario.FoundAsync();
        SessionId session = await scenario.OpenAsync(3, ProofKind.Agreement);
        TaskKey assigned = await scenario.SubmitAndDeclineOneAsync(session);
        await scenario.AssignAsync(scenario.Oracle, assigned, 3);
        TaskKey reassigned = await scenario.SubmitAndDeclineOneAsync(session);
        await scenario.ReassignAsync(reassigned, 3);

        Assert.Equal(["submit", "decline", "precommit", "precommit", "assign"], await MovesAsync(twins, assigned, asksTheChain: true));
        Assert.Equal(["submit", "decline", "precommit", "precommit", "reassign"], await MovesAsync(twins, reassigned, asksTheChain: true));
        Assert.Equal(["submit", "decline", "precommit", "precommit", "assign"], await MovesAsync(twins, reassigned, asksTheChain: false));
    }

    private static async Task<IEnumerable<string>> MovesAsync(TwinNetwork twins, TaskKey key, bool asksTheChain)
    {
        QueueTask task = twins.View.Current.Tasks[key];
        TaskDetails details = new(
            key.Session.Value,
            key.Task.Value,
            Status: 1,
            State: nameof(TaskState.Acked),
            Verdict: "pending",
            Failure: null,
            AssignedMiners: [.. task.Slots.Select(static slot => slot.Miner)],
            task.CreatedAt,
            FinishedAt: null,
            RequestCid: string.Empty,
            ResultCid: null,
            task.Ceiling,
            task.Charged,
            task.InputPrice,
            task.OutputPrice,
            new TaskResults([], []),
            Slots: [],
            Steps: [.. task.Steps.Select(static step => new TaskStepView(step.Move, step.Transaction, step.Block, step.Timestamp))]
        );
        TaskTimeline timeline = await TaskTimelineReader.ReadAsync(
            details,
            new AccountNames(ViewOf(twins.View.Current.Sessions[key.Session]), details, devnet: null),
            asksTheChain ? twins.Network.Anvil.Client : null,
            Cancellation
        );
        Assert.All(timeline.Moves, move => Assert.Equal(asksTheChain, move.Gas is not null));
        return timeline.Moves.Select(static move => move.Move);
    }

    private static SessionView ViewOf(SessionInfo session) =>
        new(
            session.Id.Value,
            session.Config.Name,
            State: "Active",
            session.Owner,
            session.Router,
            Model: "model",
            Mode: "Ephemeral",
            Sla: "Low",
            Proof: "Agreement",
            Settlement: "on_chain",
            session.Config.Redundancy,
            session.Nodes,
            Balance: default,
            Reserved: default,
            RouterAllowanceLeft: default,
            session.TaskCount,
            ExpiresAt: 0
        );
}
