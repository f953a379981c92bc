using System.ComponentModel.DataAnnotations;

namespace Cortensor.Chain.Watching;

/// <summary>How the chain is followed.</summary>
public sealed class LogWatcherOptions
{
    /// <summary>Default of <see cref="HeaderWindow"/>.</summary>
    public const int DefaultHeaderWindow = 64;

    /// <summary>Default of <see cref="CatchUpBlocks"/>.</summary>
    public const int DefaultCatchUpBlocks = 1000;

    /// <summary>How long to wait at the head before asking for the next block.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait while the node fails; waits begin at <see cref="PollInterval"/> and double.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many recent headers are kept: the deepest reorganization that can be followed, in blocks.</summary>
    [Range(2, 4096)]
    public int HeaderWindow { get; set; } = DefaultHeaderWindow;

    /// <summary>How long to wait at the head while a subscription tells of new blocks: the safety net under it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan SafetyPollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Blocks that must hold or follow a block before it is applied; 1 follows the head itself. The cost is delay, the gain is that
    /// shallower reorganizations are never seen.
    /// </summary>
    [Range(1, 256)]
    public int Confirmations { get; set; } = 1;

    /// <summary>
    /// How long a node may show an older part of the same chain before that counts as a chain that became shorter: nodes behind a balancer
    /// differ by a block or two.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan LagTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Blocks asked for at once while far behind the head.</summary>
    [Range(1, 100_000)]
    public int CatchUpBlocks { get; set; } = DefaultCatchUpBlocks;
}
