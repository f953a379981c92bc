using System.Runtime.InteropServices;
using System.Text.Json;

namespace Cortensor.Inference.Embeddings;

/// <summary>The tensors of the sentence encoder, by name: a manifest and the files it lists, little-endian float32 one after another.</summary>
internal sealed class EncoderWeights
{
    private readonly Dictionary<string, ReadOnlyMemory<float>> _tensors = new(StringComparer.Ordinal);

    /// <summary>Reads the tensors from a folder.</summary>
    internal EncoderWeights(string directory)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, "model.json")));
        foreach (JsonElement group in document.RootElement.GetProperty("weightsManifest").EnumerateArray())
        {
            byte[] bytes = [.. group.GetProperty("paths").EnumerateArray().SelectMany(path => File.ReadAllBytes(Path.Combine(directory, path.GetString()!)))];
            float[] numbers = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            int offset = 0;
            foreach (JsonElement tensor in group.GetProperty("weights").EnumerateArray())
            {
                int length = tensor.GetProperty("shape").EnumerateArray().Aggregate(1, (size, side) => size * side.GetInt32());
                _tensors[tensor.GetProperty("name").GetString()!] = numbers.AsMemory(offset, length);
                offset += length;
            }

            if (offset != numbers.Length)
            {
                throw new InvalidDataException($"The manifest speaks of {offset} numbers, the files have {numbers.Length}.");
            }
        }
    }

    /// <summary>The one tensor whose name ends like this.</summary>
    internal ReadOnlyMemory<float> Get(string nameEnd, int length)
    {
        ReadOnlyMemory<float> tensor = _tensors.Single(pair => pair.Key.EndsWith(nameEnd, StringComparison.Ordinal)).Value;
        return tensor.Length == length ? tensor : throw new InvalidDataException($"{nameEnd} has {tensor.Length} numbers, not {length}.");
    }
}
