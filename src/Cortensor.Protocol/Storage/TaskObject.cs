using System.Text;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// <c>task.json</c>: what a client asks, as stored and hashed. Its digest is the request digest that the owner signs and the task carries
/// on chain (protocol sections 3 and 9).
/// </summary>
public sealed record TaskObject
{
    /// <summary>The version this node writes and reads, field <c>v</c>.</summary>
    public const int Version = 1;

    /// <summary>The longest <see cref="ClientReference"/>, in bytes of UTF-8: the chain keeps it in one word.</summary>
    public const int MaxClientReferenceBytes = Hash32.Size;

    /// <summary>Random bytes that keep the digest from giving the prompt away.</summary>
    public required Blind Blind { get; init; }

    /// <summary>The session that pays.</summary>
    public required SessionId Session { get; init; }

    /// <summary>Which model must answer.</summary>
    public required ModelId Model { get; init; }

    /// <summary>The conversation; empty when <see cref="Prompt"/> is set.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>A raw prompt; null when <see cref="Messages"/> is set.</summary>
    public string? Prompt { get; init; }

    /// <summary>How tokens are chosen. Fractions travel as strings in their shortest form.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>At most this many tokens are generated; 1 or more.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Generation ends before the first of these.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>The client's own seed, an ingredient of the task seed (protocol section 5); travels as a decimal string.</summary>
    public long? Seed { get; init; }

    /// <summary>The client's own name for the task, carried along untouched.</summary>
    public string? ClientReference { get; init; }

    /// <summary>When the router admitted it, in seconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>
    /// The task object for a request. The request's sampling key and prefix belong to a miner's run, not to the task, and are left out.
    /// </summary>
    public static TaskObject FromRequest(InferenceRequest request, SessionId session, Blind blind, long createdAt) =>
        new()
        {
            Blind = blind,
            Session = session,
            Model = request.Model,
            Messages = request.Messages,
            Prompt = request.Prompt,
            Sampling = request.Sampling,
            MaxTokens = request.MaxTokens,
            Stop = request.Stop,
            CreatedAt = createdAt,
        };

    /// <summary>The request an engine runs for this task.</summary>
    /// <param name="samplingKey"><c>keccak(taskSeed, miner)</c>, known once the task is assigned (protocol section 5).</param>
    /// <param name="prefix">Tokens another miner already produced; empty at the start.</param>
    public InferenceRequest ToRequest(Hash32 samplingKey, IReadOnlyList<int> prefix) =>
        new()
        {
            Model = Model,
            Messages = Messages,
            Prompt = Prompt,
            Sampling = Sampling,
            MaxTokens = MaxTokens,
            Stop = Stop,
            SamplingKey = samplingKey,
            Prefix = prefix,
        };

    /// <summary>Whether a text can be a <see cref="ClientReference"/>.</summary>
    public static bool FitsClientReference(string text) => Encoding.UTF8.GetByteCount(text) is >= 1 and <= MaxClientReferenceBytes;

    /// <summary>The canonical bytes.</summary>
    /// <exception cref="CanonicalJsonException">A field breaks its rule, or the object is too large.</exception>
    public byte[] Encode() => TaskObjectCodec.Encode(this);

    /// <summary>Reads canonical bytes; anything else is refused.</summary>
    /// <exception cref="CanonicalJsonException">The bytes are no task object of this version; the code says why.</exception>
    public static TaskObject Decode(ReadOnlyMemory<byte> bytes) => TaskObjectCodec.Decode(bytes);
}
