namespace Cortensor.Bench.Soak.Load;

/// <summary>A prompt and every request it took.</summary>
/// <param name="Ask">What was asked.</param>
/// <param name="Attempts">In order; the last one is how it ended.</param>
internal sealed record AskStory(Ask Ask, IReadOnlyList<Attempt> Attempts)
{
    public Attempt Last => Attempts[^1];
}
