using System.Globalization;
using Cortensor.Inference.Worker.Native;

namespace Cortensor.Inference.Worker;

/// <summary>What the engine tells a worker on its command line; <see cref="Usage"/> lists the flags.</summary>
/// <param name="Backend">One of <see cref="BackendNames"/>.</param>
/// <param name="BackendDirectory">Folder with the backend's <c>runtimes/</c>.</param>
/// <param name="GpuLayers">Layers of the model that a GPU backend computes on the GPU.</param>
/// <param name="ModelPath">The verified model file.</param>
/// <param name="ContextTokens">Longest prompt and answer together; the model's own limit wins when it is lower.</param>
/// <param name="Sequences">Answers that are made together, each with a context of its own.</param>
/// <param name="Threads">Threads that compute.</param>
internal sealed record WorkerSettings(
    string Backend,
    string BackendDirectory,
    int GpuLayers,
    string ModelPath,
    int ContextTokens,
    int Sequences,
    int Threads
)
{
    internal const int MinContextTokens = 64;

    /// <summary>llama.cpp hangs on absurd contexts instead of refusing them.</summary>
    internal const int MaxContextTokens = 131_072;

    /// <summary>Far below the 256 of the pinned release, and few enough that a step of all of them fits a batch.</summary>
    internal const int MaxSequences = 64;

    internal const int MaxThreads = 256;

    /// <summary>More than any model has: all of them.</summary>
    internal const int MaxGpuLayers = 1000;

    private const string Usage = "--backend NAME --backend-directory DIR --gpu-layers N --model FILE --context N --sequences N --threads N";

    internal IReadOnlyList<string> ToArguments() =>
        [
            "--backend",
            Backend,
            "--backend-directory",
            BackendDirectory,
            "--gpu-layers",
            GpuLayers.ToString(CultureInfo.InvariantCulture),
            "--model",
            ModelPath,
            "--context",
            ContextTokens.ToString(CultureInfo.InvariantCulture),
            "--sequences",
            Sequences.ToString(CultureInfo.InvariantCulture),
            "--threads",
            Threads.ToString(CultureInfo.InvariantCulture),
        ];

    internal static WorkerSettings Parse(IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> values = [];
        for (int i = 0; i + 1 < arguments.Count; i += 2)
        {
            values[arguments[i]] = arguments[i + 1];
        }

        if (arguments.Count != 14 || values.Count != 7)
        {
            throw new WorkerException(WorkerExitCodes.Usage, $"Usage: {Usage}. Nodes start this program; people do not.");
        }

        return new WorkerSettings(
            Name(values, "--backend"),
            Text(values, "--backend-directory"),
            Number(values, "--gpu-layers", 0, MaxGpuLayers),
            Text(values, "--model"),
            Number(values, "--context", MinContextTokens, MaxContextTokens),
            Number(values, "--sequences", 1, MaxSequences),
            Number(values, "--threads", 1, MaxThreads)
        );
    }

    private static string Text(Dictionary<string, string> values, string name) =>
        values.TryGetValue(name, out string? value) ? value : throw new WorkerException(WorkerExitCodes.Usage, $"{name} is missing.");

    private static string Name(Dictionary<string, string> values, string name) =>
        BackendNames.All.Contains(Text(values, name))
            ? values[name]
            : throw new WorkerException(WorkerExitCodes.Usage, $"{name} must be one of {string.Join(", ", BackendNames.All)}.");

    private static int Number(Dictionary<string, string> values, string name, int min, int max) =>
        int.TryParse(Text(values, name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw new WorkerException(WorkerExitCodes.Usage, $"{name} must be {min}–{max}.");
}
