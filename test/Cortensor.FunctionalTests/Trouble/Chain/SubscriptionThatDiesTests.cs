using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Watching;
using Cortensor.Primitives;
using Cortensor.Tests.Chain.Fixtures;
using Cortensor.Tests.Chain.Watching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>The socket that tells of new blocks is cut, goes silent, or never opens: events still come, each once and in order.</summary>
public sealed class SubscriptionThatDiesTests
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task While_it_works_nobody_polls_and_after_a_cut_it_is_made_again()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        await using FollowedProbe probe = await FollowedProbe.StartAsync(bench, pollInterval: Never, safetyPoll: Never);
        await probe.CountAsync(2);
        bench.Proxies[0].Sockets.Cut();
        await bench.Proxies[0].Sockets.Second.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, ChainBench.Cancellation);
        await probe.CountAsync(3);
        probe.AssertCounted(5);
    }

    [Fact]
    public async Task When_it_stays_open_and_says_nothing_the_safety_net_finds_the_blocks_and_a_new_one_is_made()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        await using FollowedProbe probe = await FollowedProbe.StartAsync(
            bench,
            pollInterval: Never,
            safetyPoll: TimeSpan.FromMilliseconds(300)
        );
        await probe.CountAsync(1);
        bench.Proxies[0].Sockets.IsMute = true;
        await probe.CountAsync(2);
        await bench.Proxies[0].Sockets.Second.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, ChainBench.Cancellation);
        bench.Proxies[0].Sockets.IsMute = false;
        await probe.CountAsync(1);
        probe.AssertCounted(4);
    }

    [Fact]
    public async Task When_none_is_to_be_had_polling_does()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        bench.Proxies[0].Sockets.Refuses = true;
        await using FollowedProbe probe = await FollowedProbe.StartAsync(
            bench,
            pollInterval: TimeSpan.FromMilliseconds(20),
            safetyPoll: Never
        );
        await probe.CountAsync(3);
        Assert.False(probe.Heads.IsLive);
        probe.AssertCounted(3);
    }

    /// <summary>A probe contract, and a watcher over the proxy that follows it.</summary>
    private sealed class FollowedProbe : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(ChainBench.Cancellation);
        private readonly RecordingProjection _projection = new();
        private readonly TransactionSender _sender;
        private readonly Address _probe;
        private readonly Task _running;

        private FollowedProbe(ChainBench bench, TransactionSender sender, Address probe, TimeSpan pollInterval, TimeSpan safetyPoll)
        {
            (_sender, _probe) = (sender, probe);
            Heads = new HeadSubscription(
                [bench.Proxies[0].Socket],
                new HeadSubscriptionOptions { FirstBackoff = TimeSpan.FromMilliseconds(20), MaxBackoff = TimeSpan.FromMilliseconds(100) },
                TimeProvider.System,
                new Random(1),
                NullLogger<HeadSubscription>.Instance
            );
            LogWatcherOptions options = new() { PollInterval = pollInterval, SafetyPollInterval = safetyPoll };
            LogWatcher watcher = new(bench.Client, [probe], options, TimeProvider.System, NullLogger.Instance, Heads);
            _running = Task.WhenAll(Heads.RunAsync(_stop.Token), watcher.RunAsync(_projection, 0, _stop.Token));
        }

        public HeadSubscription Heads { get; }

        public static async Task<FollowedProbe> StartAsync(ChainBench bench, TimeSpan pollInterval, TimeSpan safetyPoll)
        {
            TransactionSender sender = await bench.Anvil.OpenSenderAsync();
            FollowedProbe followed = new(bench, sender, await ProbeChain.DeployAsync(sender), pollInterval, safetyPoll);
            return followed;
        }

        public async Task CountAsync(byte times)
        {
            TransactionReceipt receipt = await _sender.ExecuteAsync(
                TransactionIntent.Call(_probe, new ProbeContract.Count2Call(times)),
                ChainBench.Cancellation
            );
            await _projection
                .ReachAsync(receipt.BlockNumber, ChainBench.Cancellation)
                .WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }

        public void AssertCounted(int count) =>
            Assert.Equal(Enumerable.Range(1, count), _projection.Counted.Select(static value => (int)value));

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
            _sender.Dispose();
            _stop.Dispose();
        }
    }
}
