using System.Numerics;
using System.Text;
using Cortensor.Chain.Encoding;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain;

/// <summary>Random ABI types and values; one seed gives one sequence.</summary>
internal sealed class AbiChance(int seed)
{
    private const int MaxDepth = 3;
    private static readonly string[] Runes = ["a", "é", "漢", "🚀", "\0"];
    private readonly Random _random = new(seed);

    public AbiType Arguments() => AbiType.Tuple([.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Type(0))]);

    public object[] Values(AbiType tuple) => [.. tuple.Components.Select(Value)];

    public byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    public int Next(int limit) => _random.Next(limit);

    /// <summary>A number of at most so many bits; short ones and the largest come often.</summary>
    public BigInteger Number(int bits)
    {
        BigInteger largest = (BigInteger.One << bits) - 1;
        return _random.Next(4) switch
        {
            0 => _random.Next(3),
            1 => largest,
            _ => largest & new BigInteger(Bytes(_random.Next(1, ((bits + 7) / 8) + 1)), isUnsigned: true),
        };
    }

    private AbiType Type(int depth) =>
        _random.Next(depth < MaxDepth ? 10 : 7) switch
        {
            0 => AbiType.Parse($"uint{8 * _random.Next(1, 33)}"),
            1 => AbiType.Parse($"int{8 * _random.Next(1, 33)}"),
            2 => AbiType.Parse("bool"),
            3 => AbiType.Parse("address"),
            4 => AbiType.Parse($"bytes{_random.Next(1, 33)}"),
            5 => AbiType.Parse("bytes"),
            6 => AbiType.Parse("string"),
            7 => Type(depth + 1).ArrayOf(),
            8 => Type(depth + 1).ArrayOf(_random.Next(1, 4)),
            _ => AbiType.Tuple([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Type(depth + 1))]),
        };

    private object Value(AbiType type) =>
        type.Kind switch
        {
            AbiKind.Unsigned => Number(type.Size),
            AbiKind.Signed => _random.Next(2) == 0 ? Number(type.Size - 1) : -Number(type.Size - 1) - 1,
            AbiKind.Bool => _random.Next(2) == 0,
            AbiKind.Address => new Address(Bytes(Address.Size)),
            AbiKind.FixedBytes => Bytes(type.Size),
            AbiKind.Bytes => Bytes(_random.Next(70)),
            AbiKind.Text => Text(),
            AbiKind.Array => Enumerable.Range(0, type.Length ?? _random.Next(4)).Select(_ => Value(type.Element!)).ToArray(),
            _ => Values(type),
        };

    private string Text()
    {
        StringBuilder text = new();
        for (int left = _random.Next(20); left > 0; left--)
        {
            text.Append(Runes[_random.Next(Runes.Length)]);
        }

        return text.ToString();
    }
}
