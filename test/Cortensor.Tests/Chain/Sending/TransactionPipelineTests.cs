using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Primitives;
using Cortensor.Tests.Chain.Fixtures;

namespace Cortensor.Tests.Chain.Sending;

/// <summary>Transactions that are legal only after the one before, over a chain that mines when the test says so.</summary>
public sealed class TransactionPipelineTests
{
    private const int Kind = 1;

    [Fact]
    public async Task Those_that_build_on_each_other_share_a_block_in_the_order_of_the_calls()
    {
        await using Scene scene = await Scene.StartAsync();
        Task<TransactionReceipt>[] line =
        [
            .. Enumerable.Range(0, 24).Select(index => scene.Send(index % 2 == 0 ? Scene.Count(1) : Scene.Require((index + 1) / 2))),
        ];
        await scene.WaitingAsync(line.Length);

        await scene.Anvil.MineAsync();

        TransactionReceipt[] receipts = await Task.WhenAll(line);
        Assert.All(receipts, receipt => Assert.Equal((true, receipts[0].BlockNumber), (receipt.Succeeded, receipt.BlockNumber)));
        Assert.Equal((ulong)line.Length, await scene.MinedAsync());
    }

    [Fact]
    public async Task Without_an_estimate_of_its_kind_one_waits_for_the_answer_to_those_before()
    {
        await using Scene scene = await Scene.StartAsync();
        Task<TransactionReceipt> first = scene.Send(Scene.Count(1));
        Task<TransactionReceipt> other = scene.Send(Scene.Require(1), Kind + 1);
        await scene.WaitingAsync(1);
        await scene.Anvil.MineAsync();
        _ = await first;
        await scene.WaitingAsync(1);
        await scene.Anvil.MineAsync();
        Assert.NotEqual((await first).BlockNumber, (await other).BlockNumber);
    }

    [Fact]
    public async Task One_refused_in_the_block_says_why_and_those_behind_it_come_through_once()
    {
        await using Scene scene = await Scene.StartAsync();
        Task<TransactionReceipt>[] line =
        [
            scene.Send(Scene.Count(1)),
            scene.Send(Scene.Count(2)),
            scene.Send(Scene.Require(99)),
            scene.Send(Scene.Count(4)),
            scene.Send(Scene.Require(7)),
        ];
        await scene.WaitingAsync(line.Length);
        await scene.MineUntilAsync(Task.WhenAll(line));

        ContractRevertException refused = await Assert.ThrowsAsync<ContractRevertException>(() => line[2]);
        Assert.Contains("the counter moved", refused.Message, StringComparison.Ordinal);
        foreach (int made in new[] { 0, 1, 3, 4 })
        {
            Assert.True((await line[made]).Succeeded);
        }

        // Simulated when its turn came again, it cost nothing more; and the line goes on.
        Assert.Equal((7, 5UL), (await scene.CountedAsync(), await scene.MinedAsync()));
        await scene.MineUntilAsync(scene.Send(Scene.Require(7)));
    }

    [Fact]
    public async Task One_that_ran_out_of_gas_goes_again_and_those_that_reverted_behind_it_follow_in_order()
    {
        await using Scene scene = await Scene.StartAsync();
        Task<TransactionReceipt>[] line =
        [
            scene.Send(Scene.Count(1)),
            scene.Send(Scene.Count(100)),
            scene.Send(Scene.Require(101)),
            scene.Send(Scene.Require(101)),
        ];
        await scene.WaitingAsync(line.Length);
        await scene.MineUntilAsync(Task.WhenAll(line));

        TransactionReceipt[] receipts = await Task.WhenAll(line);
        Assert.All(receipts, static receipt => Assert.True(receipt.Succeeded));
        Assert.Equal(101, await scene.CountedAsync());
        // The first once; the one in the middle and the two that need it twice.
        Assert.Equal(7UL, await scene.MinedAsync());
    }

    [Fact]
    public async Task One_refused_before_it_is_sent_costs_nothing_and_the_next_leads()
    {
        await using Scene scene = await Scene.StartAsync();
        Task<TransactionReceipt> refused = scene.Send(Scene.Require(99));
        Task<TransactionReceipt> next = scene.Send(Scene.Count(1));
        Assert.Null((await Assert.ThrowsAsync<ContractRevertException>(() => refused)).Transaction);
        await scene.MineUntilAsync(next);
        Assert.Equal(1UL, await scene.MinedAsync());
    }

    [Fact]
    public async Task After_a_revert_they_go_one_at_a_time_and_soon_more_again()
    {
        await using Scene scene = await Scene.StartAsync();
        Task<TransactionReceipt> reverts = scene.Send(Scene.Require(0));
        await scene.WaitingAsync(1);
        await scene.SetCountAsync(5);
        await scene.Anvil.MineAsync();
        Assert.NotNull((await Assert.ThrowsAsync<ContractRevertException>(() => reverts)).Transaction);

        Task<TransactionReceipt>[] line = [.. Enumerable.Range(0, 6).Select(_ => scene.Send(Scene.Count(1)))];
        foreach (int together in new[] { 1, 2, 3 })
        {
            await scene.WaitingAsync(together);
            await scene.Anvil.MineAsync();
        }

        ulong[] blocks = [.. (await Task.WhenAll(line)).Select(static receipt => receipt.BlockNumber)];
        Assert.Equal([blocks[0], blocks[1], blocks[1], blocks[3], blocks[3], blocks[3]], blocks);
        Assert.Equal(3, blocks.Distinct().Count());
    }

    [Fact]
    public async Task Behind_one_that_was_never_sent_none_goes_ahead()
    {
        await using Scene scene = await Scene.StartAsync();
        using CancellationTokenSource leaves = new();
        Task<TransactionReceipt> first = scene.Send(Scene.Count(1));
        Task<TransactionReceipt> unsent = scene.Send(Scene.Count(1), Kind + 1, leaves.Token);
        Task<TransactionReceipt> last = scene.Send(Scene.Require(2));
        await scene.WaitingAsync(1);
        await leaves.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unsent);
        await scene.MineUntilAsync(Task.WhenAll(first, last));
        Assert.Null((await Assert.ThrowsAsync<ContractRevertException>(() => last)).Transaction);
        Assert.Equal((1, 1UL), (await scene.CountedAsync(), await scene.MinedAsync()));
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_hold_up_those_behind()
    {
        await using Scene scene = await Scene.StartAsync();
        using CancellationTokenSource leaves = new();
        Task<TransactionReceipt> first = scene.Send(Scene.Count(1));
        Task<TransactionReceipt> left = scene.Send(Scene.Count(1), cancellationToken: leaves.Token);
        await scene.WaitingAsync(2);
        await leaves.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Task<TransactionReceipt> last = scene.Send(Scene.Count(1));
        await scene.MineUntilAsync(Task.WhenAll(first, last));
        Assert.Equal((3, 3UL), (await scene.CountedAsync(), await scene.MinedAsync()));
    }

    private sealed class Scene : IAsyncDisposable
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

        private readonly TransactionSender _sender;
        private readonly TransactionPipeline _pipeline;
        private readonly Address _probe;
        private readonly ulong _before;

        private Scene(AnvilProcess anvil, TransactionSender sender, Address probe, ulong before) =>
            (Anvil, _sender, _pipeline, _probe, _before) = (anvil, sender, new TransactionPipeline(sender), probe, before);

        public AnvilProcess Anvil { get; }

        private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

        public static async Task<Scene> StartAsync()
        {
            AnvilProcess anvil = await AnvilProcess.StartAsync();
            TransactionSender sender = await anvil.OpenSenderAsync();
            Address probe = await ProbeChain.DeployAsync(sender);
            _ = await anvil.Client.Transport.CallAsync("evm_setIntervalMining", [0], Cancellation);
            return new Scene(anvil, sender, probe, await anvil.Client.GetNonceAsync(sender.Account, BlockTag.Latest, Cancellation));
        }

        public static IContractCall Count(byte times) => new ProbeContract.Count2Call(times);

        public static IContractCall Require(int counted) => new ProbeContract.DemandCall(counted);

        public Task<TransactionReceipt> Send(IContractCall call, int kind = Kind, CancellationToken? cancellationToken = null) =>
            _pipeline.ExecuteAsync(TransactionIntent.Call(_probe, call), kind, cancellationToken ?? Cancellation);

        /// <summary>Until so many wait in the node's pool.</summary>
        public async Task WaitingAsync(int count)
        {
            while (await NonceAsync(BlockTag.Pending) - await NonceAsync(BlockTag.Latest) != (ulong)count)
            {
                await Task.Delay(Pause, TimeProvider.System, Cancellation);
            }
        }

        public async Task MineUntilAsync(Task done)
        {
            while (!done.IsCompleted)
            {
                await Anvil.MineAsync();
                _ = await Task.WhenAny(done, Task.Delay(Pause, TimeProvider.System, Cancellation));
            }
        }

        /// <summary>As if somebody else had counted: the counter is the contract's second word.</summary>
        public async Task SetCountAsync(byte count) =>
            _ = await Anvil.Client.Transport.CallAsync("anvil_setStorageAt", [_probe.ToString(), "0x1", $"0x{count:x64}"], Cancellation);

        /// <summary>Transactions of the line in blocks.</summary>
        public async Task<ulong> MinedAsync() => await NonceAsync(BlockTag.Latest) - _before;

        public async Task<int> CountedAsync() =>
            (int)(await Anvil.Client.QueryAsync(_probe, new ProbeContract.StateCall(), cancellationToken: Cancellation)).Value;

        public async ValueTask DisposeAsync()
        {
            _sender.Dispose();
            await Anvil.DisposeAsync();
        }

        private Task<ulong> NonceAsync(BlockTag tag) => Anvil.Client.GetNonceAsync(_sender.Account, tag, Cancellation);
    }
}
