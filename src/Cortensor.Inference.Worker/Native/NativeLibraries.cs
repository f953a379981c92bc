using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Cortensor.Inference.Worker.Native;

/// <summary>Loads llama.cpp from a folder, in the order its libraries need, and refuses anything but the pinned release.</summary>
internal static unsafe class NativeLibraries
{
    internal const string BaseFile = "libggml-base.so";
    internal const string GgmlFile = "libggml.v0.5.0.so";
    internal const string LlamaFile = "libllama.v0.5.0.so";

    private const string BackendPrefix = "libggml-cpu-";

    /// <summary>Loads and initializes the libraries.</summary>
    /// <returns>The CPU backend that was chosen for this machine, such as <c>zen4</c>.</returns>
    /// <exception cref="WorkerException">A file is missing, or is not the one the struct layouts were written for.</exception>
    internal static string Load(string directory)
    {
        foreach (string file in (ReadOnlySpan<string>)[BaseFile, GgmlFile, LlamaFile])
        {
            if (!File.Exists(Path.Combine(directory, file)))
            {
                throw new WorkerException(WorkerExitCodes.NativeMissing, $"{file} is not in {directory}.");
            }
        }

        LlamaFingerprint.CheckFile(Path.Combine(directory, LlamaFile));
        try
        {
            _ = NativeLibrary.Load(Path.Combine(directory, BaseFile));
            nint ggml = NativeLibrary.Load(Path.Combine(directory, GgmlFile));
            nint llama = NativeLibrary.Load(Path.Combine(directory, LlamaFile));
            NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name switch
            {
                LlamaApi.Llama => llama,
                LlamaApi.Ggml => ggml,
                _ => nint.Zero,
            });
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new WorkerException(WorkerExitCodes.NativeMismatch, $"The llama.cpp libraries do not load here: {e.Message}");
        }

        LlamaFingerprint.CheckDefaults(LlamaApi.llama_model_default_params(), LlamaApi.llama_context_default_params());
        LlamaApi.llama_log_set(&LlamaLog.Write, nint.Zero);
        fixed (byte* path = Encoding.UTF8.GetBytes(directory + "\0"))
        {
            LlamaApi.ggml_backend_load_all_from_path(path);
        }

        LlamaApi.llama_backend_init();
        return ChosenBackend() ?? throw new WorkerException(WorkerExitCodes.NativeMissing, $"No CPU backend in {directory} runs on this machine.");
    }

    /// <summary>ggml tells nobody which CPU variant it took; the process map does.</summary>
    private static string? ChosenBackend() => File.ReadLines("/proc/self/maps")
        .Select(line => Path.GetFileNameWithoutExtension(line[(line.LastIndexOf('/') + 1)..]))
        .Where(file => file.StartsWith(BackendPrefix, StringComparison.Ordinal))
        .Select(file => file[BackendPrefix.Length..])
        .FirstOrDefault();
}
