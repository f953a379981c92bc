using Cortensor.Inference.Worker.Native;

namespace Cortensor.Inference.Engines.Llama;

/// <summary>Builds of llama.cpp that a worker can load.</summary>
/// <remarks>
/// <c>auto</c> takes the fastest CPU build that the processor runs; <c>avx512</c>, <c>avx2</c>, <c>avx</c> and <c>noavx</c> name one.
/// <c>cuda</c> and <c>vulkan</c> compute on a GPU; their libraries are a package that the operator adds. Two builds give different logits:
/// answers of one are not those of another.
/// </remarks>
public static class LlamaBackends
{
    /// <summary>The fastest CPU build that the processor runs.</summary>
    public const string Auto = BackendNames.Auto;

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All => BackendNames.All;

    /// <summary>Whether the build computes on a GPU.</summary>
    public static bool IsGpu(string backend) => backend is BackendNames.Cuda or BackendNames.Vulkan;
}
