namespace Cortensor.Inference.Worker.Native;

/// <summary>Builds of llama.cpp in LLamaSharp's backend packages.</summary>
internal static class BackendNames
{
    /// <summary>The fastest CPU build that the processor runs.</summary>
    internal const string Auto = "auto";

    /// <summary>For processors with AVX-512 (F, BW, VBMI, VNNI).</summary>
    internal const string Avx512 = "avx512";

    /// <summary>For processors with AVX2, nearly all since 2015. Logits differ from those of avx512.</summary>
    internal const string Avx2 = "avx2";

    /// <summary>For processors with AVX only.</summary>
    internal const string Avx = "avx";

    /// <summary>For any processor; slow.</summary>
    internal const string NoAvx = "noavx";

    /// <summary>NVIDIA GPUs; the package is the operator's to add.</summary>
    internal const string Cuda = "cuda";

    /// <summary>GPUs with a Vulkan driver; the package is the operator's to add.</summary>
    internal const string Vulkan = "vulkan";

    internal static readonly IReadOnlyList<string> All = [Auto, Avx512, Avx2, Avx, NoAvx, Cuda, Vulkan];
}
