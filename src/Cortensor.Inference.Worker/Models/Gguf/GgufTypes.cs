namespace Cortensor.Inference.Worker.Models.Gguf;

/// <summary>Sizes of what a GGUF file holds, as the pinned llama.cpp has them.</summary>
internal static class GgufTypes
{
    internal const uint Text = 8;
    internal const uint Array = 9;

    private static readonly Dictionary<uint, int> Values = new()
    {
        [0] = 1,
        [1] = 1,
        [2] = 2,
        [3] = 2,
        [4] = 4,
        [5] = 4,
        [6] = 4,
        [7] = 1,
        [10] = 8,
        [11] = 8,
        [12] = 8,
    };

    /// <summary>Weights in a block and bytes of it, by ggml's type number.</summary>
    private static readonly Dictionary<uint, (uint Weights, uint Bytes)> Blocks = new()
    {
        [0] = (1, 4),
        [1] = (1, 2),
        [2] = (32, 18),
        [3] = (32, 20),
        [6] = (32, 22),
        [7] = (32, 24),
        [8] = (32, 34),
        [9] = (32, 36),
        [10] = (256, 84),
        [11] = (256, 110),
        [12] = (256, 144),
        [13] = (256, 176),
        [14] = (256, 210),
        [15] = (256, 292),
        [16] = (256, 66),
        [17] = (256, 74),
        [18] = (256, 98),
        [19] = (256, 50),
        [20] = (32, 18),
        [21] = (256, 110),
        [22] = (256, 82),
        [23] = (256, 136),
        [24] = (1, 1),
        [25] = (1, 2),
        [26] = (1, 4),
        [27] = (1, 8),
        [28] = (1, 8),
        [29] = (256, 56),
        [30] = (1, 2),
        [34] = (256, 54),
        [35] = (256, 66),
        [39] = (32, 17),
    };

    /// <summary>Bytes of a plain value, 0 for texts and arrays.</summary>
    internal static int SizeOf(uint type) =>
        type is Text or Array ? 0
        : Values.TryGetValue(type, out int bytes) ? bytes
        : throw new GgufException($"a value has the unknown type {type}");

    /// <summary>Bytes of a tensor.</summary>
    internal static ulong SizeOf(uint type, ulong rowWeights, ulong weights)
    {
        GgufException.Unless(Blocks.TryGetValue(type, out (uint Weights, uint Bytes) block), $"a tensor has the unknown type {type}");
        GgufException.Unless(rowWeights % block.Weights == 0, "a tensor's row is no whole number of blocks");
        return weights / block.Weights * block.Bytes;
    }
}
