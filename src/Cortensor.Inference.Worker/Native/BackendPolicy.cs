using System.Runtime.InteropServices;
using LLama.Abstractions;
using LLama.Native;

namespace Cortensor.Inference.Worker.Native;

/// <summary>Has LLamaSharp load the named backend and no other: its own policy falls back from one to the next silently.</summary>
internal sealed class BackendPolicy(string backend) : INativeLibrarySelectingPolicy
{
    /// <summary>Once it was applied: the backend that was chosen, such as <c>avx2</c> for <c>auto</c>.</summary>
    internal string Chosen { get; private set; } = string.Empty;

    /// <summary>Once it was applied: where its main library must be, relative to a folder of backends.</summary>
    internal IReadOnlyList<string> Files { get; private set; } = [];

    /// <exception cref="WorkerException">The processor does not run the build: its first step would end the process.</exception>
    public IEnumerable<INativeLibrary> Apply(
        NativeLibraryConfig.Description description,
        SystemInfo systemInfo,
        NativeLogConfig.LLamaLogCallback? logCallback
    )
    {
        // Nothing set a level, so this is the one that LLamaSharp found the processor to have.
        AvxLevel best = description.AvxLevel;
        AvxLevel level = Level(backend) ?? best;
        if (level > best)
        {
            throw new WorkerException(
                WorkerExitCodes.NativeMismatch,
                $"This processor does not run the {backend} build of llama.cpp; the best it runs is {Name(best)}."
            );
        }

        INativeLibrary library = backend switch
        {
            BackendNames.Cuda => new NativeLibraryWithCuda(systemInfo.CudaMajorVersion, description.Library, best, skipCheck: true),
            BackendNames.Vulkan => new NativeLibraryWithVulkan(systemInfo.VulkanVersion, description.Library, best, skipCheck: true),
            _ when OperatingSystem.IsMacOS() => new NativeLibraryWithMacOrFallback(description.Library),
            _ => new NativeLibraryWithAvx(description.Library, level, skipCheck: true),
        };
        Chosen = backend is BackendNames.Cuda or BackendNames.Vulkan ? backend : Name(level);
        Files = [.. library.Prepare(systemInfo, logCallback)];
        return [library];
    }

    private static AvxLevel? Level(string backend) =>
        backend switch
        {
            BackendNames.Avx512 => AvxLevel.Avx512,
            BackendNames.Avx2 => AvxLevel.Avx2,
            BackendNames.Avx => AvxLevel.Avx,
            BackendNames.NoAvx => AvxLevel.None,
            _ => null,
        };

    private static string Name(AvxLevel level) =>
        (RuntimeInformation.ProcessArchitecture, level) switch
        {
            (not Architecture.X64, _) => RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            (_, AvxLevel.Avx512) => BackendNames.Avx512,
            (_, AvxLevel.Avx2) => BackendNames.Avx2,
            (_, AvxLevel.Avx) => BackendNames.Avx,
            _ => BackendNames.NoAvx,
        };
}
