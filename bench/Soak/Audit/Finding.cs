namespace Cortensor.Bench.Soak.Audit;

/// <summary>One question of the verdict.</summary>
/// <param name="Question">What must hold.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="Detail">Numbers, and the first breaches.</param>
internal sealed record Finding(string Question, bool Holds, string Detail)
{
    private const int Shown = 5;

    /// <summary>Holds when there are no breaches.</summary>
    public static Finding Of(string question, string summary, IReadOnlyCollection<string> breaches) =>
        new(
            question,
            breaches.Count == 0,
            breaches.Count == 0
                ? summary
                : $"{summary}; {breaches.Count} breaches: {string.Join("; ", breaches.Take(Shown))}{(breaches.Count > Shown ? " …" : string.Empty)}"
        );
}
