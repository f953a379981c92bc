using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Watching;
using Cortensor.Primitives;
using Cortensor.Tests.Chain.Fixtures;
using Cortensor.Tests.Chain.Rpc;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Chain.Watching;

public sealed class LogWatcherTests
{
    [Fact]
    public async Task Events_arrive_in_order_with_their_headers_while_the_chain_goes_on()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync();
        Address probe = await ProbeChain.DeployAsync(sender);
        RecordingProjection projection = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task run = WatcherFor(anvil.Client, probe).RunAsync(projection, 0, stop.Token);

        _ = await sender.ExecuteAsync(TransactionIntent.Call(probe, new ProbeContract.Count2Call(3)));
        TransactionReceipt last = await sender.ExecuteAsync(TransactionIntent.Call(probe, new ProbeContract.Count2Call(2)));
        await projection.ReachAsync(last.BlockNumber, Cancellation);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal<BigInteger>([1, 2, 3, 4, 5], projection.Counted);
        Assert.Equal(
            projection.Blocks.Select(block => block.Header.Number),
            Enumerable.Range(0, projection.Blocks.Count).Select(number => (ulong)number)
        );
    }

    [Fact]
    public async Task A_reorganization_is_rolled_back_and_the_new_blocks_follow()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(mineOnDemand: true);
        (Address probe, TransactionSender sender) = await DeployAsync(anvil);
        using TransactionSender owned = sender;
        RecordingProjection projection = new();
        LogWatcher watcher = WatcherFor(anvil.Client, probe);
        await CountAsync(anvil, sender, probe, blocks: 3);
        await DrainAsync(watcher, projection);
        Assert.Equal<BigInteger>([1, 2, 3], projection.Counted);
        Hash32 before = projection.Blocks[^1].Header.Hash;

        _ = await anvil.Client.Transport.CallAsync("anvil_reorg", [2, Array.Empty<object>()], Cancellation);
        await DrainAsync(watcher, projection);

        Assert.Equal<BigInteger>([1], projection.Counted);
        Assert.NotEqual(before, projection.Blocks[^1].Header.Hash);
        Assert.True(projection.RollBacks > 0);
        Assert.Equal((await anvil.Client.GetHeaderAsync(BlockTag.Latest, Cancellation))!.Hash, projection.Blocks[^1].Header.Hash);
    }

    [Fact]
    public async Task A_shorter_chain_is_noticed_too()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(mineOnDemand: true);
        (Address probe, TransactionSender sender) = await DeployAsync(anvil);
        using TransactionSender owned = sender;
        RecordingProjection projection = new();
        LogWatcher watcher = WatcherFor(anvil.Client, probe);
        string snapshot = (await anvil.Client.Transport.CallAsync("evm_snapshot", [], Cancellation)).GetString()!;
        await CountAsync(anvil, sender, probe, blocks: 3);
        await DrainAsync(watcher, projection);

        _ = await anvil.Client.Transport.CallAsync("evm_revert", [snapshot], Cancellation);
        await DrainAsync(watcher, projection);

        Assert.Empty(projection.Counted);
    }

    [Fact]
    public async Task Blocks_replaced_while_the_watcher_fell_far_behind_are_noticed_too()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(mineOnDemand: true);
        (Address probe, TransactionSender sender) = await DeployAsync(anvil);
        using TransactionSender owned = sender;
        RecordingProjection projection = new();
        LogWatcher watcher = WatcherFor(anvil.Client, probe, new LogWatcherOptions { HeaderWindow = 4 });
        await anvil.MineAsync();
        string snapshot = (await anvil.Client.Transport.CallAsync("evm_snapshot", [], Cancellation)).GetString()!;
        await CountAsync(anvil, sender, probe, blocks: 2);
        await DrainAsync(watcher, projection);
        Assert.Equal<BigInteger>([1, 2], projection.Counted);

        _ = await anvil.Client.Transport.CallAsync("evm_revert", [snapshot], Cancellation);
        for (int block = 0; block < 12; block++)
        {
            await anvil.MineAsync();
        }

        await DrainAsync(watcher, projection);
        Assert.Empty(projection.Counted);
    }

    [Fact]
    public async Task A_reorganization_deeper_than_the_window_asks_for_a_rebuild()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(mineOnDemand: true);
        (Address probe, TransactionSender sender) = await DeployAsync(anvil);
        using TransactionSender owned = sender;
        RecordingProjection projection = new();
        LogWatcher watcher = WatcherFor(anvil.Client, probe, new LogWatcherOptions { HeaderWindow = 2 });
        await CountAsync(anvil, sender, probe, blocks: 6);
        await DrainAsync(watcher, projection);
        _ = await anvil.Client.Transport.CallAsync("anvil_reorg", [5, Array.Empty<object>()], Cancellation);
        await Assert.ThrowsAsync<ReorganizationTooDeepException>(() => DrainAsync(watcher, projection));
    }

    [Fact]
    public async Task Far_behind_the_head_ranges_are_read_and_every_event_still_comes_once()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(mineOnDemand: true);
        (Address probe, TransactionSender sender) = await DeployAsync(anvil);
        using TransactionSender owned = sender;
        await CountAsync(anvil, sender, probe, blocks: 20);
        LossyTransport counting = new(anvil.Client.Transport, (_, _) => Loss.None);
        RecordingProjection projection = new();
        LogWatcher watcher = WatcherFor(new EthClient(counting), probe, new LogWatcherOptions { HeaderWindow = 4, CatchUpBlocks = 7 });
        await DrainAsync(watcher, projection);
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (BigInteger)number), projection.Counted);
        BlockHeader head = (await anvil.Client.GetHeaderAsync(BlockTag.Latest, Cancellation))!;
        Assert.InRange(counting.CallsOf("eth_getLogs"), 1, ((int)head.Number / 7) + 1 + 4 + 1);
    }

    [Fact]
    public async Task Lost_answers_change_nothing_in_what_is_delivered()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync();
        Address probe = await ProbeChain.DeployAsync(sender);
        LossyTransport lossy = new(anvil.Client.Transport, (_, count) => count % 3 == 0 ? Loss.Answer : Loss.None);
        RecordingProjection projection = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task run = WatcherFor(new EthClient(lossy), probe).RunAsync(projection, 0, stop.Token);
        TransactionReceipt last = await sender.ExecuteAsync(TransactionIntent.Call(probe, new ProbeContract.Count2Call(4)));
        await projection.ReachAsync(last.BlockNumber, Cancellation);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal<BigInteger>([1, 2, 3, 4], projection.Counted);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static LogWatcher WatcherFor(EthClient client, Address probe, LogWatcherOptions? options = null) =>
        new(
            client,
            [probe],
            options ?? new LogWatcherOptions { PollInterval = TimeSpan.FromMilliseconds(20), LagTimeout = TimeSpan.Zero },
            TimeProvider.System,
            NullLogger<LogWatcher>.Instance
        );

    private static async Task DrainAsync(LogWatcher watcher, RecordingProjection projection)
    {
        while (await watcher.StepAsync(projection, Cancellation)) { }
    }

    private static async Task<(Address Probe, TransactionSender Sender)> DeployAsync(AnvilProcess anvil)
    {
        TransactionSender sender = await anvil.OpenSenderAsync();
        Task<Address> deployment = ProbeChain.DeployAsync(sender);
        await MineUntilAsync(anvil, deployment);
        return (await deployment, sender);
    }

    private static async Task CountAsync(AnvilProcess anvil, TransactionSender sender, Address probe, int blocks)
    {
        for (int block = 0; block < blocks; block++)
        {
            _ = await sender.SendAsync(TransactionIntent.Call(probe, new ProbeContract.CountCall()));
            await anvil.MineAsync();
        }
    }

    private static async Task MineUntilAsync(AnvilProcess anvil, Task task)
    {
        for (int block = 0; block < 500 && !task.IsCompleted; block++)
        {
            await anvil.MineAsync();
            await Task.Yield();
        }
    }
}
