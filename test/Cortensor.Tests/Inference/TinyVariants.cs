using System.Runtime.InteropServices;

namespace Cortensor.Tests.Inference;

/// <summary>
/// Models that a cheating miner might run in place of <see cref="TinyModel"/>, made on the fly: a 4-bit quantization of it,
/// and one of the same architecture and vocabulary from another seed.
/// </summary>
internal static class TinyVariants
{
    private const int MostlyQ4Of0 = 2;
    private const uint HalfType = 1;
    private const int HalfBytes = 2;

    private static readonly Lock Loading = new();

    /// <summary>Kept, because the library keeps its address.</summary>
    private static readonly LogLine Silence = (_, _, _) => { };

    private static nint _llama;

    /// <summary>Q4_0, made by llama.cpp's own quantizer.</summary>
    internal static string Quantized(DirectoryInfo folder)
    {
        string target = Path.Combine(folder.FullName, "tiny-q4_0.gguf");
        nint llama = Library(TinyModel.Native());
        QuantizeParameters parameters = Function<DefaultParameters>(llama, "llama_model_quantize_default_params")();
        parameters.Threads = 1;
        parameters.FileType = MostlyQ4Of0;
        Assert.Equal(0u, Function<Quantize>(llama, "llama_model_quantize")(TinyModel.Path, target, ref parameters));
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

    private static nint Library(string directory)
    {
        lock (Loading)
        {
            if (_llama == 0)
            {
                _ = NativeLibrary.Load(Path.Combine(directory, "libggml-base.so"));
                nint ggml = NativeLibrary.Load(Path.Combine(directory, "libggml.v0.5.0.so"));
                nint llama = NativeLibrary.Load(Path.Combine(directory, "libllama.v0.5.0.so"));
                Function<SetLog>(llama, "llama_log_set")(Silence, 0);
                Function<LoadBackends>(ggml, "ggml_backend_load_all_from_path")(directory);
                Function<Begin>(llama, "llama_backend_init")();
                _llama = llama;
            }

            return _llama;
        }
    }

    private static T Function<T>(nint library, string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate QuantizeParameters DefaultParameters();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate uint Quantize(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string source, [MarshalAs(UnmanagedType.LPUTF8Str)] string target, ref QuantizeParameters parameters);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void LoadBackends([MarshalAs(UnmanagedType.LPUTF8Str)] string directory);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void LogLine(int level, nint text, nint data);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void SetLog(LogLine callback, nint data);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Begin();

    /// <summary>The beginning of <c>llama_model_quantize_params</c>; the size leaves room for the rest, which keeps its defaults.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct QuantizeParameters
    {
        public int Threads;
        public int FileType;
    }
}
