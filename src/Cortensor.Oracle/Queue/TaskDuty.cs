using System.Collections.Concurrent;
using System.Diagnostics;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Oracle.Queue;

/// <summary>
/// A duty over open tasks: looks at each, works on those that need it in the background, on each once at a time and on a bounded number
/// together, so that one slow task holds up no other.
/// </summary>
internal abstract class TaskDuty(IQueueLedger ledger, IOptions<OracleOptions> options, OracleInstruments instruments, ILogger logger)
    : IOracleDuty
{
    private readonly ConcurrentDictionary<TaskKey, Task> _working = new();

    private readonly RetrySchedule _retries = new();

    public abstract string Name { get; }

    protected IQueueLedger Ledger { get; } = ledger;

    protected ILogger Logger { get; } = logger;

    public virtual Task OnSnapshotAsync(NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        _retries.Keep(snapshot);
        bool isOracle = snapshot.Oracles.Contains(Ledger.Actor);
        foreach (TaskKey key in snapshot.OpenTasks)
        {
            if (
                _working.ContainsKey(key)
                || !_retries.May(key, snapshot.Head)
                || !snapshot.Tasks.TryGetValue(key, out QueueTask? task)
                || !IsWanted(task, snapshot, isOracle)
            )
            {
                continue;
            }

            if (_working.Count >= options.Value.Parallel)
            {
                Log.DutyFull(Logger, Name, options.Value.Parallel);
                break;
            }

            TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _working[key] = RunAsync(task, snapshot, isOracle, started.Task, cancellationToken);
            started.SetResult();
        }

        return Task.CompletedTask;
    }

    /// <summary>All work begun so far, for an orderly stop.</summary>
    public Task WhenIdleAsync() => Task.WhenAll(_working.Values);

    /// <summary>A cheap look: is there anything to do?</summary>
    protected abstract bool IsWanted(QueueTask task, NetworkSnapshot snapshot, bool isOracle);

    /// <summary>Does it.</summary>
    protected abstract Task WorkAsync(QueueTask task, NetworkSnapshot snapshot, bool isOracle, CancellationToken cancellationToken);

    /// <summary>Makes a move. That the chain refuses it because somebody was faster is normal.</summary>
    protected async Task MoveAsync(
        QueueTask task,
        NetworkSnapshot snapshot,
        string move,
        Func<Task<MoveResult>> making,
        ActivityContext trace = default
    )
    {
        using Activity? span = TraceSources.Oracle.StartUnder(SpanNames.OracleMove + move, trace).About(task.Key);
        MoveResult result = await span.EndedAsync(making);
        if (result.Made)
        {
            _retries.Made(task.Key, result.Receipt.Block);
            instruments.Moved(move);
            Log.Moved(Logger, task.Key.Session, task.Key.Task, move, result.Receipt.Block);
        }
        else
        {
            _retries.Failed(task.Key, snapshot.Head);
            instruments.Refused(move, result.Refusal.Code);
            Log.MoveRefused(Logger, task.Key.Session, task.Key.Task, move, result.Refusal.Code, result.Refusal.Message);
        }
    }

    /// <summary>Nothing could be done about the task now.</summary>
    protected void Postpone(QueueTask task, NetworkSnapshot snapshot) => _retries.Failed(task.Key, snapshot.Head);

    private async Task RunAsync(QueueTask task, NetworkSnapshot snapshot, bool isOracle, Task started, CancellationToken cancellationToken)
    {
        await started.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await WorkAsync(task, snapshot, isOracle, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping: whoever looks next finds the same work.
        }
        catch (Exception exception)
        {
            _retries.Failed(task.Key, snapshot.Head);
            instruments.Failed(Name);
            Log.DutyFailed(Logger, task.Key.Session, task.Key.Task, Name, exception);
        }
        finally
        {
            _ = _working.TryRemove(task.Key, out _);
        }
    }
}
