using System.Runtime.InteropServices;
using Cortensor.Inference.Worker.Native;

namespace Cortensor.Inference.Worker.Models;

/// <summary>One sequence in a model's context: tokens in, logits out. One thread at a time.</summary>
internal sealed unsafe class LlamaContext
{
    /// <summary>Prompt tokens per call: small enough that signs of life come often, large enough for full speed.</summary>
    internal const int BatchTokens = 256;

    private const int FlashAttentionOff = 0;
    private const int Aborted = 2;

    private readonly nint _handle;
    private readonly int _vocabularySize;
    private readonly CancelFlag _cancel;
    private int _used;

    internal LlamaContext(LlamaModel model, int contextTokens, int threads, CancelFlag cancel)
    {
        LlamaContextParams parameters = LlamaApi.llama_context_default_params();
        parameters.ContextTokens = (uint)Math.Min(contextTokens, model.TrainedContext);
        parameters.BatchTokens = BatchTokens;
        parameters.MicroBatchTokens = BatchTokens;
        parameters.Threads = threads;
        parameters.BatchThreads = threads;

        // With it, the same text gives other logits with other thread counts, and replaying an answer parts from making it (protocol section 5).
        parameters.FlashAttention = FlashAttentionOff;
        _handle = LlamaApi.llama_init_from_model(model.Handle, parameters);
        if (_handle == 0)
        {
            throw new WorkerException(WorkerExitCodes.ModelUnsupported, $"llama.cpp made no context of {parameters.ContextTokens} tokens for this model.");
        }

        Size = (int)LlamaApi.llama_n_ctx(_handle);
        _vocabularySize = model.Vocabulary.Size;
        _cancel = cancel;
        LlamaApi.llama_set_abort_callback(_handle, CancelFlag.Callback, cancel.Pointer);
    }

    /// <summary>How many tokens fit.</summary>
    internal int Size { get; }

    /// <summary>How many tokens still fit.</summary>
    internal int Free => Size - _used;

    internal void Clear()
    {
        LlamaApi.llama_memory_clear(LlamaApi.llama_get_memory(_handle), 1);
        _used = 0;
    }

    /// <summary>Appends tokens and returns the logits after the last one, valid until the next call.</summary>
    /// <param name="tokens">At least one, no more than fit, every id inside the vocabulary.</param>
    /// <param name="afterBatch">Called after each part of a long prompt.</param>
    /// <exception cref="OperationCanceledException">The cancel flag was set.</exception>
    internal ReadOnlySpan<float> Evaluate(scoped ReadOnlySpan<int> tokens, Action? afterBatch = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens.Length, Free);
        while (!tokens.IsEmpty)
        {
            ReadOnlySpan<int> batch = tokens[..Math.Min(BatchTokens, tokens.Length)];
            Decode(batch);
            _used += batch.Length;
            tokens = tokens[batch.Length..];
            afterBatch?.Invoke();
        }

        float* logits = LlamaApi.llama_get_logits_ith(_handle, -1);
        return logits is null ? throw new ExternalException("llama.cpp gave no logits.") : new ReadOnlySpan<float>(logits, _vocabularySize);
    }

    private void Decode(ReadOnlySpan<int> batch)
    {
        fixed (int* tokens = batch)
        {
            int result = LlamaApi.llama_decode(_handle, LlamaApi.llama_batch_get_one(tokens, batch.Length));
            if (_cancel.IsSet || result == Aborted)
            {
                throw new OperationCanceledException();
            }

            if (result != 0)
            {
                throw new ExternalException($"llama_decode answered {result}.");
            }
        }
    }
}
