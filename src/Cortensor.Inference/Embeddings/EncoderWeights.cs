using System.Runtime.InteropServices;
using System.Text.Json;

namespace Cortensor.Inference.Embeddings;

/// <summary>
/// The tensors of the sentence encoder, by name: a manifest and the files it lists, little-endian float32 one after another.
/// </summary>
internal sealed class EncoderWeights
{
    private readonly Dictionary<string, ReadOnlyMemory<float>> _tensors = new(StringComparer.Ordinal);

    /// <summary>Reads the tensors from a folder.</summary>
    internal EncoderWeights(string directory)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, "model.json")));
        foreach (JsonElement group in document.RootElement.GetProperty("weightsManifest").EnumerateArray())
        {
            float[] numbers = ReadNumbers([
                .. group.GetProperty("paths").EnumerateArray().Select(path => Path.Combine(directory, path.GetString()!)),
            ]);
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

    // Straight into its place: copies on the way would stay in the process's memory as long as it runs.
    private static float[] ReadNumbers(IReadOnlyList<string> files)
    {
        float[] numbers = new float[files.Sum(file => new FileInfo(file).Length) / sizeof(float)];
        Span<byte> rest = MemoryMarshal.AsBytes(numbers.AsSpan());
        foreach (string file in files)
        {
            using FileStream stream = File.OpenRead(file);
            stream.ReadExactly(rest[..(int)stream.Length]);
            rest = rest[(int)stream.Length..];
        }

        return numbers;
    }

    /// <summary>The one tensor whose name ends like this.</summary>
    internal ReadOnlyMemory<float> Get(string nameEnd, int length)
    {
        ReadOnlyMemory<float> tensor = _tensors.Single(pair => pair.Key.EndsWith(nameEnd, StringComparison.Ordinal)).Value;
        return tensor.Length == length ? tensor : throw new InvalidDataException($"{nameEnd} has {tensor.Length} numbers, not {length}.");
    }
}
