using System.Collections.Concurrent;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Miners;

namespace Cortensor.Router.Queue;

/// <summary>The tasks this router has under way, until the chain shows their outcome.</summary>
internal sealed class TaskRuns(RetryAfterEstimator retryAfter)
{
    private readonly ConcurrentDictionary<TaskKey, TaskRun> _runs = new();
    private TaskCompletionSource _removed = NewSignal();

    public int Count => _runs.Count;

    /// <summary>Runs whose client is still being answered.</summary>
    public int Streaming => _runs.Values.Count(run => !run.Answered.IsCompleted);

    public IEnumerable<TaskRun> All => _runs.Values;

    public TaskRun? Find(TaskKey key) => _runs.GetValueOrDefault(key);

    /// <summary>Adds a run; one of the same id whose submit failed makes way.</summary>
    public void Add(TaskRun run) => _runs[run.Plan.Key] = run;

    public void Remove(TaskRun run)
    {
        if (!_runs.TryRemove(new KeyValuePair<TaskKey, TaskRun>(run.Plan.Key, run)))
        {
            return;
        }

        retryAfter.Freed();
        _ = Interlocked.Exchange(ref _removed, NewSignal()).TrySetResult();
    }

    /// <summary>Done when the chain has an outcome for every task.</summary>
    public async Task WhenSettledAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task removed = Volatile.Read(ref _removed).Task;
            if (_runs.IsEmpty)
            {
                return;
            }

            await removed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends every stream that has not ended, with word where its task goes on; returns how many there were.</summary>
    public async Task<int> HandBackAsync()
    {
        TaskRun[] open = [.. _runs.Values.Where(static run => !run.Answered.IsCompleted)];
        await Task.WhenAll(open.Select(static run => run.HandBackAsync()));
        return open.Length;
    }

    /// <summary>Tasks this miner was asked for and that have no outcome.</summary>
    public int Busy(Address miner) => _runs.Values.Count(run => run.Plan.Assigned.Contains(miner));

    /// <summary>Answers that each miner is at work on, as far as this router knows.</summary>
    public IReadOnlyDictionary<Address, int> Working()
    {
        Dictionary<Address, int> working = [];
        foreach (TaskRun run in _runs.Values)
        {
            if (run.Answered.IsCompleted)
            {
                continue;
            }

            foreach (Address miner in run.Plan.Assigned)
            {
                working[miner] = working.GetValueOrDefault(miner) + 1;
            }
        }

        return working;
    }

    /// <summary>
    /// Hands a frame to its task; false when no task waits for it from this miner. Late ones of a task that was taken back are nobody's
    /// fault.
    /// </summary>
    public bool Post(MinerConnection connection, TaskKey key, Frame frame) =>
        connection.IsMuted(key) || Find(key)?.Post(connection.Node, frame) == true;

    public async Task MinerGoneAsync(MinerConnection connection)
    {
        foreach (TaskRun run in _runs.Values)
        {
            await run.MinerGoneAsync(connection.Node);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Forgets what the chain says is over, and what never came to be.</summary>
    public void Prune(NetworkSnapshot snapshot)
    {
        foreach (TaskRun run in _runs.Values)
        {
            bool ended = snapshot.Tasks.TryGetValue(run.Plan.Key, out QueueTask? task) && task.Outcome is not null;
            if (run.Completion.IsCompleted && (ended || !run.IsOnChain))
            {
                Remove(run);
            }
        }
    }
}
