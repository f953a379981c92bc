using System.Buffers.Binary;
using System.Numerics;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Inference.Sampling;

/// <summary>The Gumbel noise of one position: the same key, position and token always give the same number (protocol section 5).</summary>
/// <remarks>
/// A counter-based generator: <c>keccak256(abi.encode(bytes32 key, uint256 position))</c> is taken once a position, its first two
/// big-endian 64-bit words are the subkeys, and a token costs two SplitMix64 finalizers. Anyone can recompute a single token's noise
/// without the others, which is what lets a verifier check an answer in one prefill pass.
/// </remarks>
public readonly struct GumbelNoise
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const double Ln2 = 0.69314718055994531;
    private const double UnitOf53Bits = 1.0 / (1UL << 53);

    private readonly ulong _first;
    private readonly ulong _second;

    /// <summary>Derives the subkeys of one position.</summary>
    /// <param name="key">The miner's sampling key, <see cref="SamplingSeeds.MinerKey"/>.</param>
    /// <param name="position">The token's index in the answer, counted from 0; a continued answer counts its prefix.</param>
    public GumbelNoise(Hash32 key, int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        Span<byte> digest = stackalloc byte[Hash32.Size];
        Keccak256.HashWords(key, (ulong)position).CopyTo(digest);
        _first = BinaryPrimitives.ReadUInt64BigEndian(digest);
        _second = BinaryPrimitives.ReadUInt64BigEndian(digest[sizeof(ulong)..]);
    }

    /// <summary>The uniform number in the open interval (0, 1) behind a token's noise.</summary>
    public double Uniform(int token) => Uniform(Bits(token));

    /// <summary>Standard Gumbel noise, <c>−ln(−ln u)</c>; between about −3.7 and 37.4.</summary>
    public double Of(int token) => Of(Bits(token));

    /// <summary>The noise of a token where it may exceed <paramref name="floor"/>; −∞ where it certainly does not.</summary>
    /// <remarks>
    /// As −ln u ≥ 1 − u, noise is at most −ln(1 − u), and the leading zeros of 1 − u bound that without a logarithm. So a whole vocabulary
    /// costs little: nearly every token is ruled out by the best one so far.
    /// </remarks>
    public double OfAbove(int token, double floor)
    {
        const double Rounding = 1e-9;
        ulong bits = Bits(token);
        double bound = (BitOperations.LeadingZeroCount(~bits) + 1) * Ln2;
        return bound + Rounding < floor ? double.NegativeInfinity : Of(bits);
    }

    private static double Uniform(ulong bits) => ((bits >> 11) + 0.5) * UnitOf53Bits;

    private static double Of(ulong bits) => -Math.Log(-Math.Log(Uniform(bits)));

    private ulong Bits(int token) => Mix(Mix(_first + (((ulong)(uint)token + 1) * GoldenGamma)) ^ _second);

    /// <summary>The finalizer of SplitMix64.</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
