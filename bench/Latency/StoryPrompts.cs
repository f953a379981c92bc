using System.Globalization;

namespace Cortensor.Bench.Latency;

/// <summary>Prompts of some eighty tokens, no two alike from the beginning on: no engine has read half of one before.</summary>
internal static class StoryPrompts
{
    private static readonly string[] Subjects =
    [
        "a lighthouse keeper",
        "the baker's oven",
        "a night train",
        "the harbour crane",
        "an orchard in spring",
        "the glass maker",
        "a mountain pass",
        "the old library",
    ];

    /// <param name="round">−1 for the one that warms up, then from 0.</param>
    public static string Of(int round) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Number {round + 100}: write a long story about {Subjects[(round + 1) % Subjects.Length]} who has to finish something important before the morning. Say where it happens, who comes by, what goes wrong first, what goes wrong after that, and how it all turns out well in the end. Use plain words and short sentences, and do not stop early."
        );
}
