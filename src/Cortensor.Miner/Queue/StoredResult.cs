using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Miner.Queue;

/// <summary>A result as a worker needs it: the exact bytes, their digest, and the counts that a commit declares.</summary>
internal sealed record StoredResult(Hash32 Digest, ReadOnlyMemory<byte> Bytes, ResultObject Content)
{
    public uint PromptTokens => checked((uint)Content.PromptTokens);

    public uint OutputTokens => checked((uint)Content.Tokens.Count);

    public static StoredResult Of(ReadOnlyMemory<byte> bytes) => new(CanonicalJson.Digest(bytes.Span), bytes, ResultObject.Decode(bytes));
}
