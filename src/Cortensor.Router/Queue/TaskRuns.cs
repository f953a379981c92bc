using System.Collections.Concurrent;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Miners;

namespace Cortensor.Router.Queue;

/// <summary>The tasks this router has under way, until the chain shows their outcome.</summary>
internal sealed class TaskRuns
{
    private readonly ConcurrentDictionary<TaskKey, TaskRun> _runs = new();

    public int Count => _runs.Count;

    /// <summary>Runs whose client is still being answered.</summary>
    public int Streaming => _runs.Values.Count(run => !run.Answered.IsCompleted);

    public IEnumerable<TaskRun> All => _runs.Values;

    public TaskRun? Find(TaskKey key) => _runs.GetValueOrDefault(key);

    /// <summary>Adds a run; one of the same id whose submit failed makes way.</summary>
    public void Add(TaskRun run) => _runs[run.Plan.Key] = run;

    public void Remove(TaskRun run) => _ = _runs.TryRemove(new KeyValuePair<TaskKey, TaskRun>(run.Plan.Key, run));

    /// <summary>Tasks this miner was asked for and that have no outcome.</summary>
    public int Busy(Address miner) => _runs.Values.Count(run => run.Plan.Assigned.Contains(miner));

    /// <summary>Hands a frame to its task; late ones of tasks that are over are dropped.</summary>
    public void Post(MinerConnection connection, TaskKey key, Frame frame)
    {
        if (!connection.IsMuted(key) && Find(key) is { } run)
            run.Post(connection.Node, frame);
    }

    public async Task MinerGoneAsync(MinerConnection connection)
    {
        foreach (TaskRun run in _runs.Values)
            await run.MinerGoneAsync(connection.Node);
    }

    /// <summary>Forgets what the chain says is over, and what never came to be.</summary>
    public void Prune(NetworkSnapshot snapshot)
    {
        foreach (TaskRun run in _runs.Values)
        {
            bool ended = snapshot.Tasks.TryGetValue(run.Plan.Key, out QueueTask? task) && task.Outcome is not null;
            if (run.Completion.IsCompleted && (ended || !run.IsOnChain))
                Remove(run);
        }
    }
}
