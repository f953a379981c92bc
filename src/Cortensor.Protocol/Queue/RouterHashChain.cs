using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>
/// A router's own hash chain: each link is the Keccak of the one before, the last is posted as the tip, and each task reveals the preimage
/// of the current tip. Rebuilt from the secret, it finds its place from the tip on chain, so a restart forgets nothing.
/// </summary>
public sealed class RouterHashChain
{
    /// <summary>The longest chain.</summary>
    public const int MaxLength = 1 << 20;

    private readonly Dictionary<Hash32, (Hash32 Preimage, int Remaining)> _preimages;

    /// <summary>A chain with <paramref name="length"/> reveals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to <see cref="MaxLength"/>.</exception>
    public RouterHashChain(Hash32 secret, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        _preimages = new Dictionary<Hash32, (Hash32 Preimage, int Remaining)>(length);
        Hash32 link = Keccak256.HashWords(secret, (ulong)length);
        for (int index = 1; index <= length; index++)
        {
            Hash32 next = Keccak256.HashWords(link);
            _preimages[next] = (link, index);
            link = next;
        }

        Tip = link;
    }

    /// <summary>What to post: <c>keccak256(abi.encode(first reveal))</c>.</summary>
    public Hash32 Tip { get; }

    /// <summary>The reveal for the tip that is on chain; false when the chain is used up or the tip is of another one.</summary>
    public bool TryReveal(Hash32 currentTip, out Hash32 reveal)
    {
        bool found = _preimages.TryGetValue(currentTip, out (Hash32 Preimage, int Remaining) link);
        reveal = link.Preimage;
        return found;
    }

    /// <summary>Reveals left from the tip that is on chain.</summary>
    public int Remaining(Hash32 currentTip) =>
        _preimages.TryGetValue(currentTip, out (Hash32 Preimage, int Remaining) link) ? link.Remaining : 0;
}
