using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Cortensor.Inference.Worker.Native;

/// <summary>Struct layouts change between llama.cpp releases without changing size, so the library must be exactly the one we were written for.</summary>
internal static class LlamaFingerprint
{
    /// <summary>libllama.v0.5.0.so of npm <c>@node-llama-cpp/linux-x64</c> 3.22.1.</summary>
    internal const string LibrarySha256 = "2ecd1d85f68456573a664106a9039366b88231579fd65d9669c9a6ab41374fd4";

    internal static void CheckFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        string actual = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (actual != LibrarySha256)
        {
            throw new WorkerException(WorkerExitCodes.NativeMismatch, $"{path} has sha256 {actual}; this worker was written for {LibrarySha256}.");
        }
    }

    /// <summary>The defaults land in the right fields only when the layout is right.</summary>
    internal static void CheckDefaults(LlamaModelParams model, LlamaContextParams context)
    {
        bool modelFits = Unsafe.SizeOf<LlamaModelParams>() == 80
            && model is { GpuLayers: -1, SplitMode: 1, LoadMode: -1, LazyMode: 1, UseExtraBufferTypes: 1, VocabOnly: 0 };
        bool contextFits = Unsafe.SizeOf<LlamaContextParams>() == 160
            && context is { ContextTokens: 512, BatchTokens: 2048, MicroBatchTokens: 512, MaxSequences: 1, MaxOutputsPerSequence: 1 }
            && context is { Threads: 4, BatchThreads: 4, RopeScaling: -1, Pooling: -1, Attention: -1, FlashAttention: -1 }
            && context is { DefragThreshold: -1, KeyType: 1, ValueType: 1, Embeddings: 0, SamplerCount: 0 };
        if (!modelFits || !contextFits)
        {
            throw new WorkerException(WorkerExitCodes.NativeMismatch, "llama.cpp's default parameters are not those of the pinned release.");
        }
    }
}
