using System.Runtime.InteropServices;

namespace Cortensor.Inference.Worker.Native;

/// <summary>The functions of llama.cpp that the worker calls, by their C names.</summary>
/// <remarks>Misuse ends the process, so arguments are checked before they get here. <see cref="NativeLibraries"/> loads the files first.</remarks>
internal static unsafe partial class LlamaApi
{
    internal const string Llama = "llama";
    internal const string Ggml = "ggml";

    [LibraryImport(Ggml)]
    internal static partial void ggml_backend_load_all_from_path(byte* directory);

    [LibraryImport(Llama)]
    internal static partial void llama_backend_init();

    [LibraryImport(Llama)]
    internal static partial void llama_log_set(delegate* unmanaged[Cdecl]<int, byte*, nint, void> callback, nint userData);

    [LibraryImport(Llama)]
    internal static partial LlamaModelParams llama_model_default_params();

    [LibraryImport(Llama)]
    internal static partial LlamaContextParams llama_context_default_params();

    [LibraryImport(Llama)]
    internal static partial nint llama_model_load_from_file(byte* path, LlamaModelParams parameters);

    [LibraryImport(Llama)]
    internal static partial nint llama_init_from_model(nint model, LlamaContextParams parameters);

    [LibraryImport(Llama)]
    internal static partial void llama_set_abort_callback(nint context, delegate* unmanaged[Cdecl]<nint, byte> callback, nint userData);

    [LibraryImport(Llama)]
    internal static partial nint llama_model_get_vocab(nint model);

    [LibraryImport(Llama)]
    internal static partial int llama_model_n_ctx_train(nint model);

    [LibraryImport(Llama)]
    internal static partial byte llama_model_has_decoder(nint model);

    [LibraryImport(Llama)]
    internal static partial byte* llama_model_chat_template(nint model, byte* name);

    [LibraryImport(Llama)]
    internal static partial uint llama_n_ctx_seq(nint context);

    [LibraryImport(Llama)]
    internal static partial int llama_vocab_n_tokens(nint vocabulary);

    [LibraryImport(Llama)]
    internal static partial int llama_vocab_type(nint vocabulary);

    [LibraryImport(Llama)]
    internal static partial byte* llama_vocab_get_text(nint vocabulary, int token);

    [LibraryImport(Llama)]
    internal static partial byte llama_vocab_is_eog(nint vocabulary, int token);

    [LibraryImport(Llama)]
    internal static partial byte llama_vocab_get_add_bos(nint vocabulary);

    [LibraryImport(Llama)]
    internal static partial int llama_vocab_bos(nint vocabulary);

    [LibraryImport(Llama)]
    internal static partial int llama_tokenize(nint vocabulary, byte* text, int textLength, int* tokens, int capacity, byte addSpecial, byte parseSpecial);

    [LibraryImport(Llama)]
    internal static partial int llama_token_to_piece(nint vocabulary, int token, byte* buffer, int length, int leftStrip, byte special);

    [LibraryImport(Llama)]
    internal static partial int llama_chat_apply_template(byte* template, LlamaChatMessage* messages, nuint count, byte addAssistant, byte* buffer, int length);

    [LibraryImport(Llama)]
    internal static partial int llama_decode(nint context, LlamaBatch batch);

    [LibraryImport(Llama)]
    internal static partial float* llama_get_logits_ith(nint context, int index);

    [LibraryImport(Llama)]
    internal static partial nint llama_get_memory(nint context);

    [LibraryImport(Llama)]
    internal static partial byte llama_memory_seq_rm(nint memory, int sequence, int from, int to);
}
