using System.Collections.Concurrent;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Oracle.Queue;

/// <summary>
/// When a duty may look at a task again: a move shows by its block, and what did not work is tried at growing distance in chain time.
/// </summary>
internal sealed class RetrySchedule
{
    private const ulong LongestPauseSeconds = 8;

    private readonly ConcurrentDictionary<TaskKey, (ulong Block, ulong Second, ulong Pause)> _notBefore = new();

    public bool May(TaskKey task, ChainHead head) =>
        !_notBefore.TryGetValue(task, out (ulong Block, ulong Second, ulong Pause) wait)
        || (head.Number >= wait.Block && head.Timestamp >= wait.Second);

    /// <summary>The view shows the move at the latest with this block; before that the same move would only be refused.</summary>
    public void Made(TaskKey task, ulong block) => _notBefore[task] = (block, 0, 0);

    /// <summary>
    /// Nothing came of it: on the next block again, then less often, so that a task that cannot be moved does not keep an oracle busy.
    /// </summary>
    public void Failed(TaskKey task, ChainHead head)
    {
        ulong pause = _notBefore.GetValueOrDefault(task).Pause;
        _notBefore[task] = (head.Number + 1, head.Timestamp + pause, Math.Clamp(pause * 2, 1, LongestPauseSeconds));
    }

    /// <summary>Forgets tasks that are over.</summary>
    public void Keep(NetworkSnapshot snapshot)
    {
        foreach (TaskKey gone in _notBefore.Keys.Where(key => !snapshot.OpenTasks.Contains(key)))
        {
            _ = _notBefore.TryRemove(gone, out _);
        }
    }
}
