using System.Collections.Immutable;
using System.Diagnostics;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Inference.Sampling;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Miner.Inference;

/// <summary>One answer to produce: the request, the seed that keys its sampling, and what others already said of it.</summary>
internal sealed record WorkOrder(TaskKey Key, Hash32 RequestDigest, Hash32 SelectionSeed, TaskObject Request)
{
    public ImmutableArray<int> Prefix { get; init; } = [];

    public ImmutableArray<ResultSegment> PrefixSegments { get; init; } = [];

    public string PrefixText { get; init; } = string.Empty;

    /// <summary>The router's part of the trace; default when it named none.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>
    /// The order in a frame, its request checked against the digest; null with the reason when the frame cannot be worked on.
    /// </summary>
    public static WorkOrder? Read(TaskFrame frame, out string problem)
    {
        Span<byte> buffer = new byte[(frame.Request.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(frame.Request, buffer, out int length))
        {
            problem = "the request is not base64";
            return null;
        }

        WorkOrder? order = Read(
            new TaskKey(frame.Session, frame.Task),
            frame.RequestDigest,
            frame.SelectionSeed,
            buffer[..length].ToArray(),
            out problem
        );
        if (order is null)
        {
            return null;
        }

        order = order with
        {
            Prefix = [.. frame.Prefix],
            PrefixText = frame.PrefixText,
            Trace = TraceParent.Read(frame.Traceparent),
            PrefixSegments = [.. frame.PrefixSegments.Select(segment => new ResultSegment(segment.Miner, segment.From, segment.To))],
        };
        if (!order.IsPrefixCovered())
        {
            problem = "the segments do not cover the prefix";
            return null;
        }

        return order;
    }

    /// <summary>The order for a request object fetched by its digest.</summary>
    public static WorkOrder? Read(TaskKey key, Hash32 digest, Hash32 seed, ReadOnlyMemory<byte> request, out string problem)
    {
        problem = string.Empty;
        if (CanonicalJson.Digest(request.Span) != digest)
        {
            problem = "the request does not match its digest";
            return null;
        }

        try
        {
            TaskObject task = TaskObject.Decode(request);
            if (task.Session == key.Session)
            {
                return new WorkOrder(key, digest, seed, task);
            }

            problem = "the request names another session";
        }
        catch (CanonicalJsonException exception)
        {
            problem = exception.Message;
        }

        return null;
    }

    /// <summary>The engine's request; MaxTokens of an engine counts new tokens, that of a task all.</summary>
    /// <param name="miner">Whose key the sampling takes.</param>
    /// <param name="own">Tokens of this miner's earlier tries.</param>
    /// <param name="ownText">What those were told to say.</param>
    public InferenceRequest ToRequest(Address miner, ImmutableArray<int> own, string ownText = "")
    {
        Hash32 taskSeed = SamplingSeeds.TaskSeed(SelectionSeed, RequestDigest, Request.Seed ?? 0, choiceIndex: 0);
        InferenceRequest request = Request.ToRequest(SamplingSeeds.MinerKey(taskSeed, miner), [.. Prefix, .. own]);
        return request with { MaxTokens = TokensLeft - own.Length, PrefixText = PrefixText + ownText, CacheScope = Key.Session.ToString() };
    }

    /// <summary>Tokens this miner may still add.</summary>
    public int TokensLeft => Math.Max(0, Request.MaxTokens - Prefix.Length);

    private bool IsPrefixCovered()
    {
        int next = 0;
        foreach (ResultSegment segment in PrefixSegments)
        {
            if (segment.From != next || segment.To <= segment.From)
            {
                return false;
            }

            next = segment.To;
        }

        return next == Prefix.Length;
    }
}
