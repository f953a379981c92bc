using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Testing;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Router;

/// <summary>
/// Twenty prompts at once, and the submit of one in the middle of the line is refused: its client is told why, all others have their answer
/// and pay for it once.
/// </summary>
public sealed class SubmitRefusedInTheMiddleTests
{
    private const int Prompts = 20;
    private const ulong Middle = Prompts / 2;

    [Fact]
    public async Task Those_behind_it_are_planned_again_and_answered_once()
    {
        RefusingLedger? ledger = null;
        await using TestNetwork network = await TestNetwork.StartAsync(
            new TestNetworkOptions { EngineSlots = Prompts, RouterLedger = inner => ledger = new RefusingLedger(inner) }
        );
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        NetworkScenes.AllHoldAt(network, 0);
        TokenAmount before = network.Balance.Free;
        Task<ChatStream>[] asking = [.. Enumerable.Range(0, Prompts).Select(_ => network.AskAsync("count"))];
        for (int task = 1; task <= Prompts; task++)
        {
            string begun = $"Task {network.Session}/{task} started";
            _ = await network.Log.WaitForAsync(
                begun,
                line => line.Event == "TaskStarted" && line.Text.StartsWith(begun, StringComparison.Ordinal)
            );
        }

        ledger!.Open();
        _ = await network.UntilAsync("all but one on chain", static snapshot => snapshot.Tasks.Count == Prompts - 1);
        NetworkScenes.Release(network, network.Miners.Select(static miner => miner.Address));

        List<string> outcomes = [];
        foreach (Task<ChatStream> asked in asking)
        {
            outcomes.Add(await OutcomeAsync(network, asked));
        }

        Assert.Equal(Prompts - 1, outcomes.Count(static outcome => outcome == NetworkScenes.Answer));
        Assert.Single(outcomes, static outcome => outcome.Contains("insufficient_balance", StringComparison.Ordinal));
        QueueTask[] tasks = [.. network.Chain.Current.Tasks.Values];
        Assert.Equal(
            Enumerable.Range(1, Prompts - 1).Select(static number => (ulong)number),
            tasks.Select(static task => task.Key.Task.Value).Order()
        );
        Assert.All(tasks, static task => Assert.Equal((TaskState.Completed, 0b111u), (task.Outcome, task.Accepted)));
        TokenAmount charged = tasks.Aggregate(TokenAmount.Zero, static (sum, task) => sum + task.Charged);
        Assert.Equal(before - charged, network.Balance.Free);
        NetworkScenes.AllIsWell(network);
    }

    /// <summary>The whole answer of a task that was completed, or what the client was told instead.</summary>
    private static async Task<string> OutcomeAsync(TestNetwork network, Task<ChatStream> asked)
    {
        try
        {
            await using ChatStream stream = await asked;
            string text = await stream.ReadToEndAsync();
            Assert.True(stream.IsDone, $"{text} {stream.ErrorCode}");
            _ = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
            return text;
        }
        catch (KitFailure refused)
        {
            return refused.Message;
        }
    }

    /// <summary>
    /// No submit arrives until it is opened; then all do in their order, and the first with the number in the middle is refused.
    /// </summary>
    private sealed class RefusingLedger(IQueueLedger inner) : QueueLedgerRelay
    {
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task _last = Task.CompletedTask;
        private bool _isRefused;

        protected override IQueueLedger Inner => inner;

        public void Open() => _gate.SetResult();

        public override Task<MoveResult> SubmitAsync(TaskSubmission submission, CancellationToken cancellationToken)
        {
            Task<MoveResult> mine = InTurnAsync(_last, submission, cancellationToken);
            _last = mine;
            return mine;
        }

        private async Task<MoveResult> InTurnAsync(Task before, TaskSubmission submission, CancellationToken cancellationToken)
        {
            await before;
            await _gate.Task.WaitAsync(cancellationToken);
            if (submission.Task.Task.Value != Middle || _isRefused)
            {
                return await inner.SubmitAsync(submission, cancellationToken);
            }

            _isRefused = true;
            return MoveResult.Of(new Refusal("PaymentInsufficientBalance", "not enough"));
        }
    }
}
