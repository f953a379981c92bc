using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cortensor.Chain.Encoding;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Encoding;

public sealed class AbiTests
{
    [Fact]
    public void All_shared_vectors_encode_and_decode()
    {
        JsonElement[] vectors = Vectors.Load("abi");
        Assert.True(vectors.Length >= 1024);
        foreach (JsonElement vector in vectors)
        {
            AbiType arguments = AbiType.Tuple(AbiType.Parse(vector.GetProperty("type").GetString()!));
            object value = ReadVerbose(vector.GetProperty("verbose"));
            string encoded = vector.GetProperty("encoded").GetString()!;
            Assert.Equal(encoded, Hex.Encode(AbiEncoder.EncodeArguments(arguments, value)));
            Assert.Equivalent(value, AbiDecoder.DecodeArguments(arguments, Hex.Decode(encoded))[0], strict: true);
        }
    }

    [Theory]
    [InlineData("uint256,")]
    [InlineData("(uint256")]
    [InlineData("(uint256,,bool)x")]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("bytes33")]
    [InlineData("bytes0")]
    [InlineData("uint256[0]")]
    [InlineData("uint256[-1]")]
    [InlineData("uint256[")]
    [InlineData("uint256[2000000000]")]
    [InlineData("money")]
    [InlineData("")]
    public void Malformed_types_are_refused(string text) => Assert.Throws<FormatException>(() => AbiType.Parse(text));

    [Theory]
    [InlineData("(bool)", "02")]
    [InlineData("(uint8)", "0100")]
    [InlineData("(address)", "01ffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("(int8)", "80")]
    [InlineData("(bytes)", "20")]
    [InlineData("(bytes)", "ffffffffffffffff")]
    public void Words_that_Solidity_would_not_take_are_refused(string type, string word) =>
        Assert.Throws<FormatException>(() => AbiDecoder.DecodeArguments(AbiType.Parse(type), Hex.Decode(word.PadLeft(64, '0'))));

    [Fact]
    public void A_short_input_cannot_unfold_into_a_huge_value()
    {
        // Ten levels of arrays whose eight elements all point at the same bytes: 8^10 values in 3 KB.
        const int Width = 8;
        string type = "uint256" + string.Concat(Enumerable.Repeat("[]", 11));
        List<byte> data = [.. Word(32)];
        for (int level = 0; level < 10; level++)
        {
            data.AddRange(Word(Width));
            for (int element = 0; element < Width; element++)
            {
                data.AddRange(Word(Width * 32));
            }
        }

        data.AddRange(Word(0));
        FormatException refusal = Assert.Throws<FormatException>(() =>
            AbiDecoder.DecodeArguments(AbiType.Tuple(AbiType.Parse(type)), data.ToArray())
        );
        Assert.Contains("more than once", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uint8", 256)]
    [InlineData("uint8", -1)]
    [InlineData("int8", 128)]
    [InlineData("int8", -129)]
    [InlineData("bool", 1)]
    [InlineData("string", 1)]
    [InlineData("uint256[2]", 1)]
    public void Values_that_do_not_fit_are_refused(string type, int value) =>
        Assert.Throws<ArgumentException>(() => AbiEncoder.EncodeArguments(AbiType.Tuple(AbiType.Parse(type)), value));

    [Fact]
    public void Selectors_are_the_known_ones()
    {
        Assert.Equal("0xa9059cbb", Selector.Of("transfer(address,uint256)").ToString());
        Assert.False(Selector.TryRead([1, 2, 3], out _));
    }

    private static byte[] Word(int number) => Cortensor.Crypto.AbiWord.Unsigned(number).Value.ToArray();

    private static object ReadVerbose(JsonElement verbose)
    {
        JsonElement value = verbose.GetProperty("value");
        return verbose.GetProperty("type").GetString() switch
        {
            "object" or "array" => value.EnumerateArray().Select(ReadVerbose).ToArray(),
            "number" => BigInteger.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            "hexstring" => Hex.Decode(value.GetString()!),
            "boolean" => value.GetBoolean(),
            "address" => Address.Parse(value.GetString()!),
            _ => value.GetString()!,
        };
    }
}
