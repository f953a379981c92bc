namespace Cortensor.Chain.Watching;

/// <summary>State built from events. The watcher calls it from one place, never twice at the same time.</summary>
public interface ILogProjection
{
    /// <summary>
    /// The next block. Heights rise; near the head every block comes, also without events, so that the state always knows the chain's time;
    /// far behind the head blocks without events are left out.
    /// </summary>
    ValueTask ApplyAsync(BlockLogs block, CancellationToken cancellationToken);

    /// <summary>Blocks above <paramref name="blockNumber"/> are no longer part of the chain: forget what they brought.</summary>
    ValueTask RollBackToAsync(ulong blockNumber, CancellationToken cancellationToken);
}
