using Cortensor.Protocol.Queue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner.Queue;

/// <summary>Results of tasks that are over: they stay in the journal until no chain that goes back can ask for them again.</summary>
internal sealed class ResultRetention(JournalWatch journal, IOptions<MinerOptions> options, ILogger<ResultRetention> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<TaskKey, ulong> _endedAt = [];

    /// <summary>A worker has left the task at this block.</summary>
    public Task AddAsync(TaskKey task, ulong block, CancellationToken cancellationToken) =>
        InTurnAsync(
            () =>
            {
                _endedAt[task] = block;
                return Task.CompletedTask;
            },
            cancellationToken
        );

    /// <summary>A worker takes the task up again: from now on its result is the worker's to forget.</summary>
    public Task TakeBackAsync(TaskKey task, CancellationToken cancellationToken) =>
        InTurnAsync(
            () =>
            {
                _ = _endedAt.Remove(task);
                return Task.CompletedTask;
            },
            cancellationToken
        );

    /// <summary>Forgets what ended long enough before this head; what the disk refuses is tried again.</summary>
    public Task PruneAsync(ulong head, CancellationToken cancellationToken) =>
        InTurnAsync(
            async () =>
            {
                foreach (
                    TaskKey task in _endedAt
                        .Where(ended => head >= ended.Value + (ulong)options.Value.KeepBlocks)
                        .Select(static ended => ended.Key)
                        .ToArray()
                )
                {
                    try
                    {
                        await journal.RemoveAsync(task.Session, task.Task, cancellationToken);
                        _ = _endedAt.Remove(task);
                    }
                    catch (IOException exception)
                    {
                        Log.ForgetFailed(logger, task.Session, task.Task, exception);
                        return;
                    }
                }
            },
            cancellationToken
        );

    public void Dispose() => _turn.Dispose();

    private async Task InTurnAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            _ = _turn.Release();
        }
    }
}
