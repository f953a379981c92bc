namespace Cortensor.Inference.Worker.Models.Gguf;

/// <summary>
/// Whether the head of a model file can be true: every count, length and offset against the file, sizes of the network against what any
/// model has. llama.cpp believes more, and takes memory for it; so this comes first.
/// </summary>
internal static class GgufCheck
{
    private const uint Magic = 0x46554747;
    private const ulong MaxValues = 65_536;
    private const ulong MaxTensors = 65_536;
    private const ulong MaxArray = 4_194_304;
    private const ulong MaxWeights = 1UL << 40;
    private const int MaxName = 1_024;
    private const int MaxDimensions = 4;
    private const int LeastValueBytes = 13;
    private const int LeastTensorBytes = 32;
    private const string AlignmentKey = "general.alignment";

    /// <summary>The most that a number of the network may be, by the end of its key; nothing may be none.</summary>
    private static readonly Dictionary<string, ulong> Limits = new(StringComparer.Ordinal)
    {
        [".block_count"] = 2_048,
        [".context_length"] = 1UL << 26,
        [".embedding_length"] = 1UL << 20,
        [".feed_forward_length"] = 1UL << 24,
        [".attention.head_count"] = 65_536,
        [".vocab_size"] = 1UL << 24,
        [".expert_count"] = 65_536,
    };

    /// <exception cref="WorkerException">It cannot.</exception>
    internal static void Run(string path)
    {
        try
        {
            using GgufReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16));
            Run(reader);
        }
        catch (Exception e) when (e is GgufException or IOException or UnauthorizedAccessException)
        {
            throw new WorkerException(
                WorkerExitCodes.ModelUnreadable,
                $"{path} cannot be read as a GGUF model: {e.Message}. It may be cut short, damaged or hostile."
            );
        }
    }

    private static void Run(GgufReader reader)
    {
        GgufException.Unless(reader.UInt32() == Magic, "it does not begin as one");
        uint version = reader.UInt32();
        GgufException.Unless(version is 2 or 3, $"it has version {version}");
        long tensors = reader.Count("tensors", MaxTensors, LeastTensorBytes);
        long values = reader.Count("values", MaxValues, LeastValueBytes);
        ulong alignment = 32;
        for (long i = 0; i < values; i++)
        {
            string key = reader.Text("key", MaxName);
            ulong? number = Value(reader, reader.UInt32());
            if (key == AlignmentKey)
            {
                alignment = number ?? 0;
                GgufException.Unless(alignment is > 0 and <= 65_536 && (alignment & (alignment - 1)) == 0, $"its alignment is {alignment}");
            }
            else if (
                number is { } size
                && Limits.FirstOrDefault(limit => key.EndsWith(limit.Key, StringComparison.Ordinal)) is { Key: not null } limit
            )
            {
                GgufException.Unless(size <= limit.Value, $"{key} is {size}");
            }
        }

        List<(ulong Offset, ulong Bytes)> extents = [];
        for (long i = 0; i < tensors; i++)
        {
            extents.Add(Tensor(reader, alignment));
        }

        ulong data = ((ulong)reader.Position + alignment - 1) / alignment * alignment;
        foreach ((ulong offset, ulong bytes) in extents)
        {
            bool isInside =
                offset <= (ulong)reader.Length && bytes <= (ulong)reader.Length && data + offset + bytes <= (ulong)reader.Length;
            GgufException.Unless(isInside, "a tensor lies beyond its end");
        }
    }

    /// <summary>Passes a value; whole numbers of four and eight bytes are told.</summary>
    private static ulong? Value(GgufReader reader, uint type)
    {
        switch (type)
        {
            case GgufTypes.Text:
                reader.SkipText();
                return null;
            case GgufTypes.Array:
                Array(reader);
                return null;
            case 4 or 5:
                return reader.UInt32();
            case 10 or 11:
                return reader.UInt64();
            default:
                reader.Skip((ulong)GgufTypes.SizeOf(type));
                return null;
        }
    }

    private static void Array(GgufReader reader)
    {
        uint type = reader.UInt32();
        GgufException.Unless(type != GgufTypes.Array, "an array holds arrays");
        int size = GgufTypes.SizeOf(type);
        long count = reader.Count("entries in an array", MaxArray, type == GgufTypes.Text ? sizeof(ulong) : size);
        if (type != GgufTypes.Text)
        {
            reader.Skip((ulong)count * (ulong)size);
            return;
        }

        for (long i = 0; i < count; i++)
        {
            reader.SkipText();
        }
    }

    private static (ulong Offset, ulong Bytes) Tensor(GgufReader reader, ulong alignment)
    {
        _ = reader.Text("tensor's name", MaxName);
        uint dimensions = reader.UInt32();
        GgufException.Unless(dimensions is > 0 and <= MaxDimensions, $"a tensor has {dimensions} dimensions");
        ulong weights = 1;
        ulong row = 0;
        for (uint i = 0; i < dimensions; i++)
        {
            ulong size = reader.UInt64();
            GgufException.Unless(size is > 0 and <= int.MaxValue && size <= MaxWeights / weights, $"a tensor is {size} wide");
            row = i == 0 ? size : row;
            weights *= size;
        }

        ulong bytes = GgufTypes.SizeOf(reader.UInt32(), row, weights);
        ulong offset = reader.UInt64();
        GgufException.Unless(offset % alignment == 0, "a tensor is not aligned");
        return (offset, bytes);
    }
}
