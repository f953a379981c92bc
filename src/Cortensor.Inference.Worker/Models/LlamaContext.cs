using System.Runtime.InteropServices;
using Cortensor.Inference.Worker.Native;

namespace Cortensor.Inference.Worker.Models;

/// <summary>Several sequences in one context of a model: a batch of tokens in, logits out. One thread at a time.</summary>
internal sealed unsafe class LlamaContext
{
    /// <summary>Tokens per step: small enough that signs of life come often, large enough for full speed.</summary>
    internal const int BatchTokens = 256;

    private const int FlashAttentionOff = 0;
    private const int Aborted = 2;

    private readonly nint _handle;
    private readonly nint _memory;
    private readonly int _vocabularySize;

    internal LlamaContext(LlamaModel model, int contextTokens, int sequences, int threads, CancelFlag cancel)
    {
        Cancel = cancel;
        Sequences = sequences;
        LlamaContextParams parameters = LlamaApi.llama_context_default_params();
        parameters.ContextTokens = (uint)(Math.Min(contextTokens, model.TrainedContext) * sequences);
        parameters.MaxSequences = (uint)sequences;
        parameters.BatchTokens = BatchTokens;
        parameters.MicroBatchTokens = BatchTokens;
        parameters.Threads = threads;
        parameters.BatchThreads = threads;

        // Each sequence has cells of its own: what one holds neither costs the others room nor changes the order in which their numbers are added.
        parameters.UnifiedKv = 0;

        // With it, the same text gives other logits with other thread counts, and replaying an answer parts from making it (protocol section 5).
        parameters.FlashAttention = FlashAttentionOff;
        _handle = LlamaApi.llama_init_from_model(model.Handle, parameters);
        if (_handle == 0)
        {
            throw new WorkerException(
                WorkerExitCodes.ModelUnsupported, $"llama.cpp made no context of {parameters.ContextTokens} tokens in {sequences} sequences for this model.");
        }

        _memory = LlamaApi.llama_get_memory(_handle);
        Size = Math.Min((int)LlamaApi.llama_n_ctx_seq(_handle), Math.Min(contextTokens, model.TrainedContext));
        _vocabularySize = model.Vocabulary.Size;
        LlamaApi.llama_set_abort_callback(_handle, CancelFlag.Callback, cancel.Pointer);
    }

    /// <summary>How many tokens fit a sequence.</summary>
    internal int Size { get; }

    /// <summary>How many sequences there are, numbered from 0.</summary>
    internal int Sequences { get; }

    /// <summary>Ends the step that runs.</summary>
    internal CancelFlag Cancel { get; }

    /// <summary>What the next step reads.</summary>
    internal TokenBatch Batch { get; } = new(BatchTokens);

    /// <summary>Forgets a sequence's tokens from a position on. False: this model's memory forgets all or nothing, and nothing was forgotten.</summary>
    internal bool Forget(int sequence, int from) => LlamaApi.llama_memory_seq_rm(_memory, sequence, from, -1) != 0;

    /// <summary>Reads <see cref="Batch"/>. Each sequence's tokens must go on where it ends.</summary>
    /// <exception cref="OperationCanceledException">The cancel flag was set: what the sequences of the batch hold is not known.</exception>
    /// <exception cref="ExternalException">llama.cpp could not; the same holds.</exception>
    internal void Decode()
    {
        int result = LlamaApi.llama_decode(_handle, Batch.ToNative());
        if (Cancel.IsSet || result == Aborted)
        {
            throw new OperationCanceledException();
        }

        if (result != 0)
        {
            throw new ExternalException($"llama_decode answered {result}.");
        }
    }

    /// <summary>The logits after the token at this place of the batch, valid until the next step.</summary>
    internal ReadOnlySpan<float> Logits(int place)
    {
        float* logits = LlamaApi.llama_get_logits_ith(_handle, place);
        return logits is null ? throw new ExternalException("llama.cpp gave no logits.") : new ReadOnlySpan<float>(logits, _vocabularySize);
    }
}
