using System.Text.Json;
using Cortensor.Chain.Encoding;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Encoding;

public sealed class RlpTests
{
    [Fact]
    public void All_shared_vectors_are_encoded()
    {
        JsonElement[] vectors = Vectors.Load("rlp");
        Assert.True(vectors.Length >= 61);
        foreach (JsonElement vector in vectors)
        {
            RlpItem item = ReadItem(vector.GetProperty("decoded"));
            string expected = vector.GetProperty("encoded").GetString()!;
            Assert.Equal(expected, Hex.Encode(Rlp.Encode(item)));
        }
    }

    private static RlpItem ReadItem(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array
            ? RlpItem.OfList([.. element.EnumerateArray().Select(ReadItem)])
            : RlpItem.OfBytes(Hex.Decode(element.GetString()!));
}
