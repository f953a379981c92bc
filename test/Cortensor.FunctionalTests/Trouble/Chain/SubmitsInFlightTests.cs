using System.Globalization;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Tests.Chain.Views;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>
/// One router submits many tasks at once over the real contracts: each reveal needs the one before, and no submit waits for a block.
/// </summary>
public sealed class SubmitsInFlightTests
{
    private const int Tasks = 20;
    private const int BlockSeconds = 2;
    private const int Middle = Tasks / 2;

    [Fact]
    public async Task Twenty_tasks_are_on_chain_within_a_few_blocks()
    {
        await using Scene scene = await Scene.StartAsync();
        IReadOnlyList<TaskSubmission> line = scene.Line(Tasks);
        await scene.MineBySecondsAsync();

        MoveResult[] results = await scene.SubmitAsync(line);

        ulong[] blocks = [.. results.Select(static result => result.Receipt!.Block)];
        Assert.Equal(blocks.Order(), blocks);
        Assert.InRange(blocks[^1] - blocks[0], 0u, 4u);
        await scene.AssertTasksAsync(line);
        Assert.Equal((ulong)Tasks, await scene.MinedAsync());
    }

    [Fact]
    public async Task When_the_middle_one_is_refused_on_chain_those_behind_are_told_and_come_through_once_when_they_are_planned_again()
    {
        await using Scene scene = await Scene.StartAsync();
        TaskSubmission[] line = [.. scene.Line(Tasks)];
        line[Middle] = line[Middle] with { MaxCost = TokenAmount.FromCor(1_000) };
        await scene.MineBySecondsAsync();

        MoveResult[] results = await scene.SubmitAsync(line);

        Assert.All(results[..Middle], static result => Assert.True(result.Made));
        Assert.Contains(results[Middle].Refusal!.Code, new[] { "PaymentInsufficientBalance", "SessionAllowanceExceeded" });
        Assert.All(results[(Middle + 1)..], static result => Assert.Equal("TaskIdTaken", result.Refusal?.Code));
        await scene.AssertTasksAsync(line[..Middle]);
        ulong mined = await scene.MinedAsync();
        Assert.InRange(mined, (ulong)Middle + 1, (ulong)Tasks);

        IReadOnlyList<TaskSubmission> again = scene.Line(Tasks, from: Middle)[..(Tasks - Middle - 1)];
        Assert.All(await scene.SubmitAsync(again), static result => Assert.True(result.Made, $"{result.Refusal}"));
        await scene.AssertTasksAsync([.. line[..Middle], .. again]);
        Assert.Equal(mined + (ulong)again.Count, await scene.MinedAsync());
    }

    [Fact]
    public async Task What_a_reorganization_drops_is_sent_again_in_order_and_counts_once()
    {
        await using Scene scene = await Scene.StartAsync(confirmations: 8);
        IReadOnlyList<TaskSubmission> line = scene.Line(Tasks);
        await scene.StopMiningAsync();
        EthClient node = scene.Node;
        string snapshot = (await node.Transport.CallAsync("evm_snapshot", [], ChainBench.Cancellation)).GetString()!;
        Task<MoveResult[]> submitting = scene.SubmitAsync(line);
        await ChainBench.UntilAsync(async () => await scene.WaitingAsync() == Tasks, "all in the pool");
        await scene.MineAsync();
        Assert.Equal((ulong)Tasks, await scene.MinedAsync());
        Assert.True((await node.Transport.CallAsync("evm_revert", [snapshot], ChainBench.Cancellation)).GetBoolean());
        Assert.Equal(0UL, await scene.MinedAsync());

        while (!submitting.IsCompleted)
        {
            await scene.MineAsync();
            _ = await Task.WhenAny(submitting, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ChainBench.Cancellation));
        }

        Assert.All(await submitting, static result => Assert.True(result.Made, $"{result.Refusal}"));
        await scene.AssertTasksAsync(line);
    }

    [Fact]
    public async Task What_a_killed_router_had_handed_over_counts_once_and_its_next_life_goes_on_behind_it()
    {
        await using Scene scene = await Scene.StartAsync();
        IReadOnlyList<TaskSubmission> line = scene.Line(Tasks);
        await scene.StopMiningAsync();
        using CancellationTokenSource killed = new();
        Task<MoveResult[]> submitting = scene.SubmitAsync(line, killed.Token);
        await ChainBench.UntilAsync(async () => await scene.WaitingAsync() == Tasks, "all in the pool");
        await killed.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submitting);

        await scene.RestartAsync();
        // It read a chain that did not show them yet, and asks for the first place once more.
        Task<MoveResult[]> early = scene.SubmitAsync([line[0] with { MaxTokens = 1 }]);
        while (!early.IsCompleted)
        {
            await scene.MineAsync();
            _ = await Task.WhenAny(early, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ChainBench.Cancellation));
        }

        Assert.Contains((await early)[0].Refusal!.Code, new[] { "TaskIdTaken", "TaskRouterRevealMismatch" });
        await scene.MineAsync();
        await scene.AssertTasksAsync(line);
        await scene.MineBySecondsAsync();
        IReadOnlyList<TaskSubmission> next = scene.Line(Tasks + 2, from: Tasks);
        Assert.All(await scene.SubmitAsync(next), static result => Assert.True(result.Made, $"{result.Refusal}"));
        await scene.AssertTasksAsync([.. line, .. next]);
    }

    private sealed class Scene : IAsyncDisposable
    {
        private readonly TwinNetwork _twins;
        private readonly TwinScenario _scenario;
        private readonly SessionId _session;
        private readonly SendingOptions _options;
        private readonly ulong _before;
        private ChainLedgers _router;

        private Scene(TwinNetwork twins, TwinScenario scenario, SessionId session, SendingOptions options, ulong before)
        {
            (_twins, _scenario, _session, _options, _before) = (twins, scenario, session, options, before);
            _router = Open();
        }

        public EthClient Node => _twins.Network.Anvil.Client;

        public static async Task<Scene> StartAsync(int confirmations = 1)
        {
            TwinNetwork twins = await TwinNetwork.StartAsync();
            TwinScenario scenario = new(twins);
            await scenario.FoundAsync();
            SessionId session = await scenario.OpenAsync(1, ProofKind.None);
            SendingOptions options = new() { PollInterval = TimeSpan.FromMilliseconds(50), Confirmations = confirmations };
            ulong before = await twins.Network.Anvil.Client.GetNonceAsync(scenario.Router, BlockTag.Latest, ChainBench.Cancellation);
            return new Scene(twins, scenario, session, options, before);
        }

        public TaskSubmission[] Line(int count, int from = 0) => [.. _scenario.Line(_session, count, 0).Skip(from)];

        public Task<MoveResult[]> SubmitAsync(IReadOnlyList<TaskSubmission> line, CancellationToken? killed = null) =>
            Task.WhenAll(line.Select(submission => _router.Queue.SubmitAsync(submission, killed ?? ChainBench.Cancellation)));

        public Task RestartAsync()
        {
            _router.Dispose();
            _router = Open();
            return Task.CompletedTask;
        }

        public async Task StopMiningAsync() => _ = await Node.Transport.CallAsync("evm_setAutomine", [false], ChainBench.Cancellation);

        public async Task MineBySecondsAsync()
        {
            await StopMiningAsync();
            _ = await Node.Transport.CallAsync("evm_setIntervalMining", [BlockSeconds], ChainBench.Cancellation);
        }

        public Task MineAsync() => _twins.Network.Anvil.MineAsync();

        /// <summary>Transactions of the router in blocks, and in the pool.</summary>
        public async Task<ulong> MinedAsync() => await NonceAsync(BlockTag.Latest) - _before;

        public async Task<int> WaitingAsync() => (int)(await NonceAsync(BlockTag.Pending) - await NonceAsync(BlockTag.Latest));

        /// <summary>These tasks and no others, each once, and their ceilings reserved.</summary>
        public async Task AssertTasksAsync(IReadOnlyList<TaskSubmission> tasks)
        {
            ulong head = (await Node.GetHeaderAsync(BlockTag.Latest, ChainBench.Cancellation))!.Number;
            NetworkSnapshot seen = await _twins.View.ReachAsync(head, ChainBench.Cancellation);
            Assert.Equal(
                tasks.Select(Text).Order(StringComparer.Ordinal),
                seen.Tasks.Values.Select(static task => Text(task.Key, task.RequestDigest)).Order(StringComparer.Ordinal)
            );
            Assert.Equal((ulong)tasks.Count, seen.Sessions[_session].TaskCount);
            Assert.Equal(
                tasks.Aggregate(TokenAmount.Zero, static (sum, task) => sum + task.MaxCost),
                seen.SessionBalances[_session].Reserved
            );
            Assert.Equal(tasks[^1].RouterReveal, RouterChains.TipAt(seen.RouterChains[_scenario.Router], seen.Head.Timestamp));
        }

        public async ValueTask DisposeAsync()
        {
            _router.Dispose();
            await _twins.DisposeAsync();
        }

        private static string Text(TaskSubmission task) => Text(task.Task, task.RequestDigest);

        private static string Text(TaskKey task, Hash32 request) => string.Create(CultureInfo.InvariantCulture, $"{task} {request}");

        private ChainLedgers Open() => ChainLedgers.Open(Node, _twins.SignerOf(_scenario.Router), _twins.Network.Book, _options);

        private Task<ulong> NonceAsync(BlockTag tag) => Node.GetNonceAsync(_scenario.Router, tag, ChainBench.Cancellation);
    }
}
