using System.Runtime.InteropServices;
using Cortensor.Inference.Worker.Native;
using LLama.Native;

namespace Cortensor.Tests.Inference;

/// <summary>
/// Models that a cheating miner might run in place of <see cref="TinyModel"/>, made on the fly: a 4-bit quantization of it,
/// and one of the same architecture and vocabulary from another seed.
/// </summary>
internal static class TinyVariants
{
    private const uint HalfType = 1;
    private const int HalfBytes = 2;

    /// <summary>Loads llama.cpp once.</summary>
    private static readonly Lazy<string> Backend = new(static () => LlamaBackend.Load(BackendNames.Auto, AppContext.BaseDirectory));

    /// <summary>Q4_0, made by llama.cpp's own quantizer.</summary>
    internal static string Quantized(DirectoryInfo folder)
    {
        string target = Path.Combine(folder.FullName, "tiny-q4_0.gguf");
        Assert.NotEmpty(Backend.Value);
        LLamaModelQuantizeParams parameters = LLamaModelQuantizeParams.Default();
        parameters.nthread = 1;
        parameters.ftype = LLamaFtype.MOSTLY_Q4_0;
        Assert.Equal(0u, NativeApi.llama_model_quantize(TinyModel.Path, target, ref parameters));
        return target;
    }

    /// <summary>Every matrix drawn anew with the spread that it has: as before its training, with another seed.</summary>
    internal static string OtherSeed(DirectoryInfo folder, int seed)
    {
        byte[] file = File.ReadAllBytes(TinyModel.Path);
        Random chance = new(seed);
        foreach ((_, uint type, int elements, int offset) in GgufTensors.Of(file))
        {
            if (type != HalfType)
            {
                continue; // Norms are vectors of F32 and start as ones in every seed.
            }

            Span<Half> weights = MemoryMarshal.Cast<byte, Half>(file.AsSpan(offset, elements * HalfBytes));
            double squares = 0;
            foreach (Half weight in weights)
            {
                squares += (double)weight * (double)weight;
            }

            double spread = Math.Sqrt(squares / elements);
            foreach (ref Half weight in weights)
            {
                weight = (Half)(spread * Normal(chance));
            }
        }

        string target = Path.Combine(folder.FullName, $"tiny-seed-{seed}.gguf");
        File.WriteAllBytes(target, file);
        return target;
    }

    private static double Normal(Random chance) =>
        Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
