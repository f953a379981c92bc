using Cortensor.Inference.Engines.Llama;

namespace Cortensor.Node.Options;

/// <summary>Which build of llama.cpp the <c>llama</c> engine runs, and how much of the model on a GPU.</summary>
public sealed class LlamaOptions
{
    /// <summary>
    /// <c>auto</c>, the fastest CPU build that the processor runs; <c>avx512</c>, <c>avx2</c>, <c>avx</c> or <c>noavx</c>; or <c>cuda</c>
    /// or <c>vulkan</c> with a package of yours.
    /// </summary>
    public string Backend { get; set; } = LlamaBackends.Auto;

    /// <summary>Folder of an unpacked backend package: the one that holds <c>runtimes</c>. Empty takes the program's own folder.</summary>
    public string BackendDirectory { get; set; } = string.Empty;

    /// <summary>Layers of the model that a GPU backend computes on the GPU; as many as the model has, or more, are all.</summary>
    public int GpuLayers { get; set; }
}
