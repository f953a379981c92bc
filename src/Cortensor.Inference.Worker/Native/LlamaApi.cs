using System.Runtime.InteropServices;

namespace Cortensor.Inference.Worker.Native;

/// <summary>The functions of llama.cpp that LLamaSharp keeps to itself, by their C names. </summary>
/// <remarks>
/// <see cref="LlamaBackend"/> loads the library first; the system's loader then finds it by name among those that are loaded.
/// </remarks>
internal static unsafe partial class LlamaApi
{
    internal const string Library = "llama";

    [LibraryImport(Library)]
    internal static partial nint llama_get_memory(nint context);

    [LibraryImport(Library)]
    internal static partial nint llama_model_get_vocab(nint model);

    [LibraryImport(Library)]
    internal static partial byte* llama_vocab_get_text(nint vocabulary, int token);
}
