using System.Text.Json;
using Cortensor.Chain.Encoding;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Encoding;

public sealed class RlpTests
{
    [Fact]
    public void All_shared_vectors_pass_both_ways()
    {
        JsonElement[] vectors = Vectors.Load("rlp");
        Assert.True(vectors.Length >= 61);
        foreach (JsonElement vector in vectors)
        {
            RlpItem item = ReadItem(vector.GetProperty("decoded"));
            string expected = vector.GetProperty("encoded").GetString()!;
            Assert.Equal(expected, Hex.Encode(Rlp.Encode(item)));
            Assert.Equal(expected, Hex.Encode(Rlp.Encode(Rlp.Decode(Hex.Decode(expected)))));
            AssertSame(item, Rlp.Decode(Hex.Decode(expected)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("8100")]
    [InlineData("b800")]
    [InlineData("b90001")]
    [InlineData("83aabb")]
    [InlineData("c2")]
    [InlineData("0000")]
    [InlineData("bfffffffffffffffff")]
    [InlineData("f800")]
    public void Bytes_that_no_encoder_writes_are_refused(string hex) => Assert.Throws<FormatException>(() => Rlp.Decode(Hex.Decode(hex)));

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends()
    {
        byte[] nested = [0xc0];
        for (int depth = 0; depth < 5000; depth++)
        {
            nested = Rlp.Encode(RlpItem.OfBytes(nested)) is { } blob && blob.Length > 56
                ? [0xf9, (byte)(nested.Length >> 8), (byte)nested.Length, .. nested]
                : [(byte)(0xc0 + nested.Length), .. nested];
        }

        Assert.Throws<FormatException>(() => Rlp.Decode(nested));
    }

    private static RlpItem ReadItem(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? RlpItem.OfList([.. element.EnumerateArray().Select(ReadItem)])
        : RlpItem.OfBytes(Hex.Decode(element.GetString()!));

    private static void AssertSame(RlpItem expected, RlpItem actual)
    {
        Assert.Equal(expected.Bytes.ToArray(), actual.Bytes.ToArray());
        Assert.Equal(expected.Items?.Count, actual.Items?.Count);
        foreach ((RlpItem left, RlpItem right) in (expected.Items ?? []).Zip(actual.Items ?? []))
        {
            AssertSame(left, right);
        }
    }
}
