using Cortensor.Inference.Worker;
using Cortensor.Inference.Worker.Native;
using LLama.Abstractions;
using LLama.Native;
using OSPlatform = System.Runtime.InteropServices.OSPlatform;

namespace Cortensor.Tests.Inference.Worker.Native;

public sealed class BackendPolicyTests
{
    private static readonly SystemInfo Machine = new(OSPlatform.Linux, CudaMajorVersion: 12, VulkanVersion: null);

    [Theory]
    [InlineData("auto", AvxLevel.Avx2, "avx2")]
    [InlineData("auto", AvxLevel.None, "noavx")]
    [InlineData("avx", AvxLevel.Avx512, "avx")]
    [InlineData("cuda", AvxLevel.Avx2, "cuda")]
    public void One_build_is_offered_and_named(string backend, AvxLevel best, string chosen)
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.X86.X86Base.IsSupported, "Builds are named after instruction sets on x64 only.");
        BackendPolicy policy = new(backend);
        INativeLibrary library = Assert.Single(policy.Apply(Processor(best), Machine, null));
        Assert.Equal((chosen, backend == "cuda"), (policy.Chosen, library.Metadata!.UseCuda));
        Assert.Contains($"native/{chosen}", Assert.Single(policy.Files), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_driver_there_is_nothing_to_load()
    {
        BackendPolicy policy = new(BackendNames.Vulkan);
        _ = Assert.Single(policy.Apply(Processor(AvxLevel.Avx2), Machine, null));
        Assert.Empty(policy.Files);
    }

    [Fact]
    public void A_build_that_the_processor_does_not_run_is_refused()
    {
        WorkerException refused = Assert.Throws<WorkerException>(() =>
            new BackendPolicy(BackendNames.Avx512).Apply(Processor(AvxLevel.Avx2), Machine, null)
        );
        Assert.Equal(WorkerExitCodes.NativeMismatch, refused.ExitCode);
        Assert.Contains("the best it runs is avx2", refused.Message, StringComparison.Ordinal);
    }

    private static NativeLibraryConfig.Description Processor(AvxLevel best) =>
        new(
            Path: null,
            NativeLibraryName.LLama,
            UseCuda: false,
            UseVulkan: false,
            best,
            AllowFallback: false,
            SkipCheck: false,
            SearchDirectories: []
        );
}
