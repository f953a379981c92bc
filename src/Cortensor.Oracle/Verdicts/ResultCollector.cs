using System.Diagnostics;
using Cortensor.Primitives;
using Cortensor.Protocol.Proofs.Inference;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;

namespace Cortensor.Oracle.Verdicts;

/// <summary>Fetches what the miners of a task committed to, and checks it against the chain.</summary>
internal sealed class ResultCollector(IPayloadSource source)
{
    /// <summary>Every committed slot with its result or the fault of it.</summary>
    public async Task<IReadOnlyList<CollectedResult>> CollectAsync(QueueTask task, CancellationToken cancellationToken)
    {
        IEnumerable<byte> slots = Enumerable
            .Range(0, task.Slots.Length)
            .Select(slot => (byte)slot)
            .Where(slot => (task.Committed & (1u << slot)) != 0);
        return await Task.WhenAll(slots.Select(slot => CollectAsync(task, slot, cancellationToken)));
    }

    /// <summary>The trace of the task's request, as the gateway named it with the results; default when it named none.</summary>
    public ActivityContext TraceOf(QueueTask task) =>
        task.Slots.Select(slot => source.TraceOf(slot.ResultDigest)).FirstOrDefault(context => context != default);

    /// <summary>The temperature asked for; null when the request cannot be had.</summary>
    public async Task<double?> TemperatureAsync(QueueTask task, CancellationToken cancellationToken)
    {
        try
        {
            return await source.FetchAsync(task.RequestDigest, cancellationToken) is { } bytes
                ? TaskObject.Decode(bytes).Sampling.Temperature
                : null;
        }
        catch (CanonicalJsonException)
        {
            return null;
        }
    }

    private async Task<CollectedResult> CollectAsync(QueueTask task, byte slot, CancellationToken cancellationToken)
    {
        Hash32 digest = task.Slots[slot].ResultDigest;
        if (await source.FetchAsync(digest, cancellationToken) is not { } bytes || CanonicalJson.Digest(bytes.Span) != digest)
        {
            return new CollectedResult(slot, ResultFault.Unavailable, null);
        }

        ResultObject result;
        try
        {
            result = ResultObject.Decode(bytes);
        }
        catch (CanonicalJsonException)
        {
            // The right bytes, and no result: waiting changes nothing.
            return new CollectedResult(slot, ResultFault.NoText, null);
        }

        ResultClaims claims = new(
            digest,
            new TaskKey(result.Session, result.Task),
            result.Miner,
            (uint)result.PromptTokens,
            (uint)result.Tokens.Count,
            result.Text
        );
        return new CollectedResult(slot, ResultChecks.Check(task, slot, claims), result.Text);
    }
}
