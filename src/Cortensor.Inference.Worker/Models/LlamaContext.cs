using System.Runtime.InteropServices;
using Cortensor.Inference.Worker.Native;
using LLama.Exceptions;
using LLama.Native;

namespace Cortensor.Inference.Worker.Models;

/// <summary>Several sequences in one context of a model: a batch of tokens in, logits out. One thread at a time.</summary>
internal sealed unsafe class LlamaContext
{
    /// <summary>Tokens per step: small enough that signs of life come often, large enough for full speed.</summary>
    internal const int BatchTokens = 256;

    private readonly SafeLLamaContextHandle _handle;
    private readonly nint _memory;
    private readonly LLamaBatch _batch = new();

    internal LlamaContext(LlamaModel model, int contextTokens, int sequences, int threads, CancelFlag cancel)
    {
        Cancel = cancel;
        Sequences = sequences;
        LLamaContextParams parameters = LLamaContextParams.Default();
        parameters.n_ctx = (uint)(Math.Min(contextTokens, model.TrainedContext) * sequences);
        parameters.n_seq_max = (uint)sequences;
        parameters.n_batch = BatchTokens;
        parameters.n_ubatch = BatchTokens;
        parameters.n_threads = threads;
        parameters.n_threads_batch = threads;

        // Each sequence has cells of its own: what one holds neither costs the others room nor changes the order in which their numbers are
        // added.
        parameters.kv_unified = false;

        // With it, the same text gives other logits with other thread counts, and replaying an answer parts from making it (protocol
        // section 5).
        parameters.llama_flash_attn_type = LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_DISABLED;
        _handle = SafeLLamaContextHandle.Create(model.Handle, parameters);
        if (_handle.IsInvalid)
        {
            throw new WorkerException(
                WorkerExitCodes.ModelUnsupported,
                $"llama.cpp made no context of {parameters.n_ctx} tokens in {sequences} sequences for this model."
            );
        }

        _memory = LlamaApi.llama_get_memory(_handle.DangerousGetHandle());
        Size = Math.Min((int)(_handle.ContextSize / _handle.MaxSeq), Math.Min(contextTokens, model.TrainedContext));
        NativeApi.llama_set_abort_callback(_handle, (nint)CancelFlag.Callback, cancel.Pointer);
    }

    /// <summary>How many tokens fit a sequence.</summary>
    internal int Size { get; }

    /// <summary>How many sequences there are, numbered from 0.</summary>
    internal int Sequences { get; }

    /// <summary>Ends the step that runs.</summary>
    internal CancelFlag Cancel { get; }

    /// <summary>Begins a step: what the last one read is not read again.</summary>
    internal void Clear() => _batch.Clear();

    /// <summary>
    /// Adds a token to the step; its place is where its logits will be, if it wants any. llama.cpp ends the process on a batch that is too
    /// long.
    /// </summary>
    internal int Add(int token, int position, int sequence, bool wantsLogits)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_batch.TokenCount, BatchTokens);
        return _batch.Add(token, position, (LLamaSeqId)sequence, wantsLogits);
    }

    /// <summary>
    /// Forgets a sequence's tokens from a position on. False: this model's memory forgets all or nothing, and nothing was forgotten.
    /// </summary>
    internal bool Forget(int sequence, int from) => NativeApi.llama_memory_seq_rm(_memory, (LLamaSeqId)sequence, from, -1);

    /// <summary>Reads what was added. Each sequence's tokens must go on where it ends.</summary>
    /// <exception cref="OperationCanceledException">The cancel flag was set: what the sequences of the batch hold is not known.</exception>
    /// <exception cref="ExternalException">llama.cpp could not; the same holds.</exception>
    internal void Decode()
    {
        DecodeResult result = _handle.Decode(_batch);
        if (Cancel.IsSet || result == DecodeResult.ComputeAborted)
        {
            throw new OperationCanceledException();
        }

        if (result != DecodeResult.Ok)
        {
            throw new ExternalException($"llama_decode answered {(int)result}.");
        }
    }

    /// <summary>The logits after the token at this place of the step, valid until the next.</summary>
    internal ReadOnlySpan<float> Logits(int place)
    {
        try
        {
            return _handle.GetLogitsIth(place);
        }
        catch (GetLogitsInvalidIndexException)
        {
            throw new ExternalException("llama.cpp gave no logits.");
        }
    }
}
