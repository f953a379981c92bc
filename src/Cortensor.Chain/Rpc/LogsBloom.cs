using System.Numerics;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>
/// A header's filter of 2048 bits over the addresses and topics of the block's logs (yellow paper section 4.3.1): what it denies is not
/// there.
/// </summary>
public sealed class LogsBloom
{
    /// <summary>Bytes of a filter.</summary>
    public const int Size = 256;

    private const int CrowdedBits = Size * 8 / 4;
    private const int BitsPerItem = 3;
    private const int IndexMask = (Size * 8) - 1;

    private readonly byte[] _bits;

    private LogsBloom(byte[] bits)
    {
        _bits = bits;
        IsCrowded = bits.Sum(static part => BitOperations.PopCount(part)) > CrowdedBits;
    }

    /// <summary>
    /// Whether so many bits are set that the filter often announces by chance: above a quarter, one time in sixty-four an item.
    /// </summary>
    public bool IsCrowded { get; }

    /// <summary>Reads the hexadecimal form.</summary>
    /// <exception cref="FormatException">It is no filter of this size.</exception>
    public static LogsBloom Parse(string text)
    {
        byte[] bits = Hex.Decode(text);
        return bits.Length == Size ? new LogsBloom(bits) : throw new FormatException($"A logs bloom has {Size} bytes.");
    }

    /// <summary>Whether logs of the contract may be in the block; false is certain.</summary>
    public bool MayHold(Address contract) => Holds(contract.ToArray());

    /// <summary>Whether the log may be in the block; false is certain.</summary>
    public bool MayHold(LogEntry log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return MayHold(log.Contract) && log.Topics.All(topic => Holds(topic.ToArray()));
    }

    // The low 11 bits of each of the first three byte pairs of the item's hash name a bit, counted from the end.
    private bool Holds(byte[] item)
    {
        byte[] hash = Keccak256.Hash(item).ToArray();
        for (int pair = 0; pair < BitsPerItem; pair++)
        {
            int index = ((hash[2 * pair] << 8) | hash[(2 * pair) + 1]) & IndexMask;
            if ((_bits[Size - 1 - (index / 8)] & (1 << (index % 8))) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
