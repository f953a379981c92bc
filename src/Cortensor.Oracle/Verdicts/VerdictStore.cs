using System.Collections.Concurrent;
using Cortensor.Protocol.Queue;
using Microsoft.Extensions.Options;

namespace Cortensor.Oracle.Verdicts;

/// <summary>The newest verdicts of this oracle, in memory; the oldest make room.</summary>
public sealed class VerdictStore(IOptions<OracleOptions> options)
{
    private readonly ConcurrentDictionary<TaskKey, Verdict> _verdicts = new();
    private readonly ConcurrentQueue<TaskKey> _order = new();

    /// <summary>The verdict on a task, or null.</summary>
    public Verdict? Find(TaskKey task) => _verdicts.GetValueOrDefault(task);

    /// <summary>Keeps a verdict; a newer one on the same task replaces it.</summary>
    internal void Keep(Verdict verdict)
    {
        if (_verdicts.TryAdd(verdict.Task, verdict))
        {
            _order.Enqueue(verdict.Task);
        }
        else
        {
            _verdicts[verdict.Task] = verdict;
        }

        while (_verdicts.Count > options.Value.KeptVerdicts && _order.TryDequeue(out TaskKey oldest))
        {
            _ = _verdicts.TryRemove(oldest, out _);
        }
    }
}
