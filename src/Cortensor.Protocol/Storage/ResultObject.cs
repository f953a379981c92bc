using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// <c>result.json</c>: an answer as stored, hashed and committed to (protocol sections 4 and 9). Its segments cover the tokens without gap
/// or overlap; the last one names the miner that commits.
/// </summary>
public sealed record ResultObject
{
    /// <summary>The version this node writes and reads, field <c>v</c>.</summary>
    public const int Version = 1;

    /// <summary>Random bytes that keep the digest from giving a short answer away.</summary>
    public required Blind Blind { get; init; }

    /// <summary>The session.</summary>
    public required SessionId Session { get; init; }

    /// <summary>The task within the session.</summary>
    public required TaskId Task { get; init; }

    /// <summary>The model that answered.</summary>
    public required ModelId Model { get; init; }

    /// <summary>Length of the prompt in tokens, template included.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Every token of the answer, in order.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>Why the answer ended.</summary>
    public required FinishReason Finish { get; init; }

    /// <summary>Who made which tokens; at least one, and only the last may be empty.</summary>
    public required IReadOnlyList<ResultSegment> Segments { get; init; }

    /// <summary>The tokens' text, cut at stop sequences.</summary>
    public required string Text { get; init; }

    /// <summary>How long the committing miner took.</summary>
    public required ResultTimings Timings { get; init; }

    /// <summary>The miner that commits: the last segment's.</summary>
    public Address Miner => Segments[^1].Miner;

    /// <summary>The canonical bytes.</summary>
    /// <exception cref="CanonicalJsonException">A field breaks its rule, or the object is too large.</exception>
    public byte[] Encode() => ResultObjectCodec.Encode(this);

    /// <summary>Reads canonical bytes; anything else is refused.</summary>
    /// <exception cref="CanonicalJsonException">The bytes are no result object of this version; the code says why.</exception>
    public static ResultObject Decode(ReadOnlyMemory<byte> bytes) => ResultObjectCodec.Decode(bytes);
}
