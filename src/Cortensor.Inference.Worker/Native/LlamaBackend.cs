using System.Runtime.InteropServices;
using LLama.Native;

namespace Cortensor.Inference.Worker.Native;

/// <summary>Loads one build of llama.cpp through LLamaSharp, or says why it does not load.</summary>
internal static class LlamaBackend
{
    /// <summary>Loads and initializes the libraries.</summary>
    /// <param name="backend">One of <see cref="BackendNames"/>.</param>
    /// <param name="directory">
    /// Folder with <c>runtimes/</c>, as backend packages have it; what it lacks is taken from beside the program.
    /// </param>
    /// <returns>The backend that was chosen, such as <c>avx512</c>.</returns>
    /// <exception cref="WorkerException">The libraries are missing, do not load, or are of another release than LLamaSharp.</exception>
    internal static string Load(string backend, string directory)
    {
        BackendPolicy policy = new(backend);

        // LLamaSharp searches the current directory too, but only after these.
        string[] folders = [directory, AppContext.BaseDirectory];
        _ = NativeLibraryConfig
            .LLama.WithSearchDirectories(folders)
            .WithSelectingPolicy(policy)
            .WithAutoFallback(false)
            .WithLogCallback(Log);
        try
        {
            NativeApi.llama_empty_call();
        }
        catch (TypeInitializationException e)
        {
            throw e.InnerException as WorkerException ?? Explain(policy, folders, e.InnerException ?? e);
        }

        // Fields move between releases: the defaults land in the right ones only when library and LLamaSharp fit each other.
        if (
            LLamaContextParams.Default()
            is not {
                n_ctx: 512,
                n_batch: 2048,
                n_ubatch: 512,
                n_seq_max: 1,
                n_threads: 4,
                n_threads_batch: 4,
                defrag_threshold: -1,
                type_k: GGMLType.GGML_TYPE_F16,
                n_samplers: 0
            }
        )
        {
            throw new WorkerException(
                WorkerExitCodes.NativeMismatch,
                $"The {policy.Chosen} libraries are of another llama.cpp release than LLamaSharp: use backend packages of its version."
            );
        }

        return policy.Chosen;
    }

    /// <summary>LLamaSharp does not tell what the loader said; loading the file once more does.</summary>
    private static WorkerException Explain(BackendPolicy policy, string[] folders, Exception reason)
    {
        if (
            folders.SelectMany(folder => policy.Files.Select(file => Path.Combine(folder, file))).FirstOrDefault(File.Exists)
            is not { } library
        )
        {
            string sought =
                policy.Files.Count > 0
                    ? string.Join(", ", policy.Files)
                    : "LLamaSharp found no driver: vulkaninfo must be installed and name one";
            return new WorkerException(
                WorkerExitCodes.NativeMissing,
                $"There is no {policy.Chosen} build of llama.cpp in {string.Join(" or ", folders.Distinct())} ({sought})."
            );
        }

        try
        {
            _ = NativeLibrary.Load(library);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            reason = e;
        }

        return new WorkerException(WorkerExitCodes.NativeMismatch, $"The llama.cpp library {library} does not load here: {reason.Message}");
    }

    /// <summary>Warnings and errors go to standard error, the rest is dropped.</summary>
    private static void Log(LLamaLogLevel level, string message)
    {
        if (level is LLamaLogLevel.Warning or LLamaLogLevel.Error)
        {
            Console.Error.Write(message);
        }
    }
}
