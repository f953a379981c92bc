using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Storage;

namespace Cortensor.Tests.Miner;

/// <summary>A journal whose next removal a test can hold up.</summary>
internal sealed class SlowRemoval : IResultJournal
{
    private readonly MemoryResultJournal _inner = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _holds;

    public Task Asked => _asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    public void Hold() => _holds = true;

    public void Release() => _gate.SetResult();

    public ValueTask<ResultJournalOutcome> AppendAsync(
        SessionId session,
        TaskId task,
        ReadOnlyMemory<byte> result,
        CancellationToken cancellationToken
    ) => _inner.AppendAsync(session, task, result, cancellationToken);

    public ValueTask<ResultJournalEntry?> FindAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        _inner.FindAsync(session, task, cancellationToken);

    public ValueTask<IReadOnlyList<ResultJournalEntry>> ListAsync(CancellationToken cancellationToken) =>
        _inner.ListAsync(cancellationToken);

    public async ValueTask RemoveAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
    {
        if (_holds)
        {
            _holds = false;
            _ = _asked.TrySetResult();
            await _gate.Task.WaitAsync(cancellationToken);
        }

        await _inner.RemoveAsync(session, task, cancellationToken);
    }
}
