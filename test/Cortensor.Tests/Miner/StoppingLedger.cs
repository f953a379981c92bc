using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Miner;

/// <summary>A ledger at which the power fails: at one move, before or after the chain has it. The caller never hears of it again.</summary>
internal sealed class StoppingLedger(IQueueLedger inner, string move, bool afterwards) : IQueueLedger
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the move was reached.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Address Actor => inner.Actor;

    public Task<MoveResult> PostRouterChainAsync(Hash32 tip, CancellationToken cancellationToken) =>
        inner.PostRouterChainAsync(tip, cancellationToken);

    public Task<MoveResult> SubmitAsync(TaskSubmission submission, CancellationToken cancellationToken) =>
        inner.SubmitAsync(submission, cancellationToken);

    public Task<MoveResult> AssignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        inner.AssignAsync(task, nodes, cancellationToken);

    public Task<MoveResult> ReassignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        inner.ReassignAsync(task, nodes, cancellationToken);

    public Task<MoveResult> AckAsync(TaskKey task, byte slot, CancellationToken cancellationToken) =>
        inner.AckAsync(task, slot, cancellationToken);

    public Task<MoveResult> DeclineAsync(TaskKey task, byte slot, DeclineReason reason, CancellationToken cancellationToken) =>
        inner.DeclineAsync(task, slot, reason, cancellationToken);

    public Task<MoveResult> PrecommitAsync(TaskKey task, byte slot, Hash32 commitment, CancellationToken cancellationToken) =>
        StopAsync("precommit", () => inner.PrecommitAsync(task, slot, commitment, cancellationToken), cancellationToken);

    public Task<MoveResult> CommitAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        Hash32 salt,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) =>
        StopAsync(
            "commit",
            () => inner.CommitAsync(task, slot, resultDigest, salt, promptTokens, outputTokens, cancellationToken),
            cancellationToken
        );

    public Task<MoveResult> DeliverAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) =>
        StopAsync(
            "deliver",
            () => inner.DeliverAsync(task, slot, resultDigest, promptTokens, outputTokens, cancellationToken),
            cancellationToken
        );

    public Task<MoveResult> CompleteAsync(TaskKey task, uint accepted, CancellationToken cancellationToken) =>
        inner.CompleteAsync(task, accepted, cancellationToken);

    public Task<MoveResult> FailAsync(TaskKey task, FailReason reason, CancellationToken cancellationToken) =>
        inner.FailAsync(task, reason, cancellationToken);

    public Hash32 CommitmentOf(TaskKey task, Address miner, Hash32 resultDigest, Hash32 salt) =>
        inner.CommitmentOf(task, miner, resultDigest, salt);

    private async Task<MoveResult> StopAsync(string name, Func<Task<MoveResult>> made, CancellationToken cancellationToken)
    {
        if (name != move)
        {
            return await made();
        }

        if (afterwards)
        {
            _ = await made();
        }

        _ = _reached.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException();
    }
}
