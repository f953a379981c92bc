using System.Globalization;

namespace Cortensor.Inference.Worker;

/// <summary>What the engine tells a worker on its command line: <c>--native DIR --model FILE --context N --sequences N --threads N</c>.</summary>
/// <param name="NativeDirectory">Folder of the llama.cpp libraries.</param>
/// <param name="ModelPath">The verified model file.</param>
/// <param name="ContextTokens">Longest prompt and answer together; the model's own limit wins when it is lower.</param>
/// <param name="Sequences">Answers that are made together, each with a context of its own.</param>
/// <param name="Threads">Threads that compute.</param>
internal sealed record WorkerSettings(string NativeDirectory, string ModelPath, int ContextTokens, int Sequences, int Threads)
{
    internal const int MinContextTokens = 64;

    /// <summary>llama.cpp hangs on absurd contexts instead of refusing them.</summary>
    internal const int MaxContextTokens = 131_072;

    /// <summary>Far below the 256 of the pinned release, and few enough that a step of all of them fits a batch.</summary>
    internal const int MaxSequences = 64;

    internal const int MaxThreads = 256;

    internal IReadOnlyList<string> ToArguments() =>
    [
        "--native", NativeDirectory,
        "--model", ModelPath,
        "--context", ContextTokens.ToString(CultureInfo.InvariantCulture),
        "--sequences", Sequences.ToString(CultureInfo.InvariantCulture),
        "--threads", Threads.ToString(CultureInfo.InvariantCulture),
    ];

    internal static WorkerSettings Parse(IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> values = [];
        for (int i = 0; i + 1 < arguments.Count; i += 2)
        {
            values[arguments[i]] = arguments[i + 1];
        }

        if (arguments.Count != 10 || values.Count != 5)
        {
            throw new WorkerException(WorkerExitCodes.Usage, "Usage: --native DIR --model FILE --context N --sequences N --threads N. Nodes start this program; people do not.");
        }

        return new WorkerSettings(
            Text(values, "--native"),
            Text(values, "--model"),
            Number(values, "--context", MinContextTokens, MaxContextTokens),
            Number(values, "--sequences", 1, MaxSequences),
            Number(values, "--threads", 1, MaxThreads));
    }

    private static string Text(Dictionary<string, string> values, string name) =>
        values.TryGetValue(name, out string? value) ? value : throw new WorkerException(WorkerExitCodes.Usage, $"{name} is missing.");

    private static int Number(Dictionary<string, string> values, string name, int min, int max) =>
        int.TryParse(Text(values, name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw new WorkerException(WorkerExitCodes.Usage, $"{name} must be {min}–{max}.");
}
