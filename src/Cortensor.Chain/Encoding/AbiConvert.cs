using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Primitives;

namespace Cortensor.Chain.Encoding;

/// <summary>Decoded ABI values in the widths that the generated bindings use.</summary>
public static class AbiConvert
{
    /// <summary>A <c>uint8</c>.</summary>
    public static byte ToByte(object value) => (byte)(BigInteger)value;

    /// <summary>A number of at most 64 bits.</summary>
    public static ulong ToUInt64(object value) => (ulong)(BigInteger)value;

    /// <summary>A number of at most 128 bits.</summary>
    public static UInt128 ToUInt128(object value) => (UInt128)(BigInteger)value;

    /// <summary>A signed number of at most 64 bits.</summary>
    public static long ToInt64(object value) => (long)(BigInteger)value;

    /// <summary>A signed number of at most 128 bits.</summary>
    public static Int128 ToInt128(object value) => (Int128)(BigInteger)value;

    /// <summary>A <c>bytes32</c>.</summary>
    public static Hash32 ToHash32(object value) => new((byte[])value);

    /// <summary>An array.</summary>
    public static IReadOnlyList<T> ToList<T>(object value, Func<object, T> element) => [.. ((object[])value).Select(element)];

    /// <summary>The indexed values of an event; those longer than a word are their Keccak, which is how topics carry them.</summary>
    /// <exception cref="FormatException">The log has another number of topics.</exception>
    public static object[] DecodeTopics(AbiType tuple, LogEntry log)
    {
        ArgumentNullException.ThrowIfNull(tuple);
        ArgumentNullException.ThrowIfNull(log);
        if (log.Topics.Count != tuple.Components.Count + 1)
        {
            throw new FormatException($"A log has {log.Topics.Count} topics, not {tuple.Components.Count + 1}.");
        }

        byte[] words = [.. log.Topics.Skip(1).SelectMany(topic => topic.ToArray())];
        return AbiDecoder.DecodeArguments(tuple, words);
    }
}
