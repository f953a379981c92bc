using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Router;

/// <summary>A ledger whose submits wait at a gate, are refused or break when the test says so; everything else goes through.</summary>
internal sealed class GatedLedger(IQueueLedger inner) : IQueueLedger
{
    private TaskCompletionSource _gate = Open();
    private Task _last = Task.CompletedTask;
    private int _submits;

    public Address Actor => inner.Actor;

    /// <summary>Set to answer the next submit instead of the chain.</summary>
    public Func<TaskSubmission, Task<MoveResult>?>? Instead { get; set; }

    public int Submits => Volatile.Read(ref _submits);

    public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void OpenAgain() => _gate.TrySetResult();

    public async Task<MoveResult> SubmitAsync(TaskSubmission submission, CancellationToken cancellationToken)
    {
        _ = Interlocked.Increment(ref _submits);
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before = Interlocked.Exchange(ref _last, done.Task);
        try
        {
            // In the order of the calls, as the port promises.
            await before.WaitAsync(cancellationToken);
            await _gate.Task.WaitAsync(cancellationToken);
            return Instead?.Invoke(submission) is { } other ? await other : await inner.SubmitAsync(submission, cancellationToken);
        }
        finally
        {
            done.SetResult();
        }
    }

    public Task<MoveResult> PostRouterChainAsync(Hash32 tip, CancellationToken cancellationToken) =>
        inner.PostRouterChainAsync(tip, cancellationToken);

    public Task<MoveResult> AssignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        inner.AssignAsync(task, nodes, cancellationToken);

    public Task<MoveResult> ReassignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        inner.ReassignAsync(task, nodes, cancellationToken);

    public Task<MoveResult> AckAsync(TaskKey task, byte slot, CancellationToken cancellationToken) =>
        inner.AckAsync(task, slot, cancellationToken);

    public Task<MoveResult> DeclineAsync(TaskKey task, byte slot, DeclineReason reason, CancellationToken cancellationToken) =>
        inner.DeclineAsync(task, slot, reason, cancellationToken);

    public Task<MoveResult> PrecommitAsync(TaskKey task, byte slot, Hash32 commitment, CancellationToken cancellationToken) =>
        inner.PrecommitAsync(task, slot, commitment, cancellationToken);

    public Task<MoveResult> CommitAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        Hash32 salt,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) => inner.CommitAsync(task, slot, resultDigest, salt, promptTokens, outputTokens, cancellationToken);

    public Task<MoveResult> DeliverAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) => inner.DeliverAsync(task, slot, resultDigest, promptTokens, outputTokens, cancellationToken);

    public Task<MoveResult> CompleteAsync(TaskKey task, uint accepted, CancellationToken cancellationToken) =>
        inner.CompleteAsync(task, accepted, cancellationToken);

    public Task<MoveResult> FailAsync(TaskKey task, FailReason reason, CancellationToken cancellationToken) =>
        inner.FailAsync(task, reason, cancellationToken);

    public Hash32 CommitmentOf(TaskKey task, Address miner, Hash32 resultDigest, Hash32 salt) =>
        inner.CommitmentOf(task, miner, resultDigest, salt);

    private static TaskCompletionSource Open()
    {
        TaskCompletionSource gate = new();
        gate.SetResult();
        return gate;
    }
}
