using System.Text.Json;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Tests.Crypto;

public sealed class Keccak256Tests
{
    [Fact]
    public void Nothing_has_Ethereums_digest_not_NISTs() =>
        Assert.Equal("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", Keccak256.Empty.ToString());

    [Fact]
    public void All_shared_hash_vectors_pass()
    {
        JsonElement[] vectors = Vectors.Load("hashes");
        Assert.True(vectors.Length >= 257);
        foreach (JsonElement vector in vectors)
        {
            byte[] data = Hex.Decode(vector.GetProperty("data").GetString()!);
            Assert.Equal(vector.GetProperty("keccak256").GetString(), Keccak256.Hash(data).ToString());
            Assert.Equal(vector.GetProperty("sha256").GetString(), Hex.Encode(System.Security.Cryptography.SHA256.HashData(data)));
        }
    }

    /// <summary>Around the block of 136 bytes the padding moves into a block of its own. Digests by ethers.</summary>
    [Theory]
    [InlineData(135, "0x34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446")]
    [InlineData(136, "0xa6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e")]
    [InlineData(137, "0xd869f639c7046b4929fc92a4d988a8b22c55fbadb802c0c66ebcd484f1915f39")]
    public void Padding_at_the_block_edge(int length, string expected)
    {
        byte[] data = new byte[length];
        data.AsSpan().Fill((byte)'a');
        Assert.Equal(expected, Keccak256.Hash(data).ToString());
    }

    [Fact]
    public void Destination_may_overlap_the_data()
    {
        byte[] data = [.. Enumerable.Range(0, 64).Select(value => (byte)value)];
        Hash32 expected = Keccak256.Hash(data);
        Keccak256.Hash(data, data);
        Assert.Equal(expected, new Hash32(data.AsSpan(0, Hash32.Size)));
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused_and_leaves_nothing_for_the_next_hash()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Keccak256.Hash([1, 2, 3], new byte[Hash32.Size - 1]));
        Assert.Equal("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", Keccak256.Hash([]).ToString());
    }

    [Fact]
    public void Long_text_takes_the_same_way_as_short_text()
    {
        string text = new('é', 400);
        Assert.Equal(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(text)), Keccak256.HashText(text));
    }
}
