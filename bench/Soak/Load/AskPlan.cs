namespace Cortensor.Bench.Soak.Load;

/// <summary>Who asks what and when: all of it from the seed.</summary>
internal static class AskPlan
{
    private static readonly string[] Topics =
    [
        "the tide",
        "an old bridge",
        "bread",
        "a lighthouse",
        "how snow forms",
        "the first train",
        "a violin",
        "grain markets",
        "sleep",
        "a river delta",
        "glass",
        "maps",
    ];

    private static readonly string[] Wishes =
    [
        "Tell me about",
        "What should a beginner know of",
        "Write three sentences about",
        "Why do people care for",
        "Describe plainly",
    ];

    /// <summary>The prompts in the order of their times; sessions take turns by chance.</summary>
    public static IReadOnlyList<Ask> Of(SoakOptions options, IReadOnlyList<ulong> sessions)
    {
        Random chance = new(options.Seed);
        List<Ask> asks = [];
        for (int number = 1; number <= options.Tasks; number++)
        {
            TimeSpan at = options.Duration * ((number - 1 + chance.NextDouble()) / options.Tasks);
            string prompt = $"{Wishes[chance.Next(Wishes.Length)]} {Topics[chance.Next(Topics.Length)]} ({number}).";
            int dice = chance.Next(100);
            Manner manner =
                dice < 10 ? Manner.Leaves
                : dice < 20 ? Manner.Slow
                : dice < 40 ? Manner.Whole
                : Manner.Streams;
            asks.Add(new Ask(number, at, sessions[chance.Next(sessions.Count)], manner, prompt, 24 + chance.Next(200), chance.Next(1, 20)));
        }

        return asks;
    }
}
