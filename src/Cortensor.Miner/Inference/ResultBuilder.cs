using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Miner.Inference;

/// <summary>Makes the result object of an answer.</summary>
internal static class ResultBuilder
{
    /// <summary>The canonical bytes.</summary>
    /// <exception cref="CanonicalJsonException">The answer cannot be a result: too large, say.</exception>
    public static byte[] Build(WorkOrder order, Answered answer, MinerIdentity identity)
    {
        ImmutableArray<int> tokens = [.. order.Prefix, .. answer.Tokens];
        return new ResultObject
        {
            Blind = identity.BlindOf(order.Key, order.RequestDigest, order.SelectionSeed),
            Session = order.Key.Session,
            Task = order.Key.Task,
            Model = order.Request.Model,
            PromptTokens = answer.PromptTokens,
            Tokens = tokens,
            Finish = answer.Finish,
            Segments = Segments(order, identity.Address, tokens.Length),
            Text = order.PrefixText + answer.Text,
            Timings = answer.Timings,
        }.Encode();
    }

    // A miner that continues its own earlier part extends that segment: only the last segment of a result may be empty.
    private static ImmutableArray<ResultSegment> Segments(WorkOrder order, Address miner, int tokens) =>
        order.PrefixSegments is [.. var others, { } last] && last.Miner == miner
            ? [.. others, last with { To = tokens }]
            : [.. order.PrefixSegments, new ResultSegment(miner, order.Prefix.Length, tokens)];
}
