using System.ComponentModel.DataAnnotations;
using Cortensor.Chain.Watching;

namespace Cortensor.Chain.Views;

/// <summary>How a <see cref="ChainNetworkView"/> follows its chain.</summary>
public sealed class ChainViewOptions
{
    /// <summary>How long to wait at the head before asking for the next block.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait while the node fails; waits begin at <see cref="PollInterval"/> and double.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Snapshots of recent blocks that are kept: a reorganization up to this deep is rolled back, a deeper one means to read everything
    /// again.
    /// </summary>
    [Range(2, 4096)]
    public int SnapshotsKept { get; set; } = LogWatcherOptions.DefaultHeaderWindow;

    /// <summary>Blocks whose events are asked for at once while far behind the head.</summary>
    [Range(1, 100_000)]
    public int CatchUpBlocks { get; set; } = LogWatcherOptions.DefaultCatchUpBlocks;

    /// <summary>Blocks that must hold or follow a block before it is shown; 1 shows the head itself.</summary>
    [Range(1, 256)]
    public int Confirmations { get; set; } = 1;

    /// <summary>How long to wait at the head while a subscription tells of new blocks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan SafetyPollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a node may show an older part of the same chain before the view goes back to it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan LagTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after the node's last answer the view still counts as fresh.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromSeconds(10);

    internal LogWatcherOptions ForWatcher() =>
        new()
        {
            PollInterval = PollInterval,
            SafetyPollInterval = SafetyPollInterval,
            MaxBackoff = MaxBackoff,
            HeaderWindow = SnapshotsKept,
            CatchUpBlocks = CatchUpBlocks,
            Confirmations = Confirmations,
            LagTimeout = LagTimeout,
        };
}
