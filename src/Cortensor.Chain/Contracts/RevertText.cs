using System.Globalization;
using System.Numerics;
using Cortensor.Chain.Encoding;
using Cortensor.Primitives;

namespace Cortensor.Chain.Contracts;

/// <summary>Revert data for people: Solidity's two built-in errors in words, custom errors by selector.</summary>
internal static class RevertText
{
    private static readonly Selector Error = Selector.Of("Error(string)");
    private static readonly Selector Panic = Selector.Of("Panic(uint256)");
    private static readonly AbiType Text = AbiType.Parse("(string)");
    private static readonly AbiType Number = AbiType.Parse("(uint256)");

    public static string Describe(ReadOnlySpan<byte> data)
    {
        if (!Selector.TryRead(data, out Selector selector))
        {
            return "no reason given";
        }

        try
        {
            return selector == Error ? (string)AbiDecoder.DecodeArguments(Text, data[Selector.Size..])[0]
                : selector == Panic
                    ? "panic 0x"
                        + ((BigInteger)AbiDecoder.DecodeArguments(Number, data[Selector.Size..])[0]).ToString(
                            "x",
                            CultureInfo.InvariantCulture
                        )
                : $"custom error {selector} with data {Hex.Encode(data[Selector.Size..])}";
        }
        catch (FormatException)
        {
            return $"malformed reason {Hex.Encode(data)}";
        }
    }
}
