namespace Cortensor.Bench.Latency;

/// <summary>One answer by the clock of who asked.</summary>
/// <param name="First">Milliseconds to the first text.</param>
/// <param name="Last">Milliseconds to the last text.</param>
/// <param name="Tokens">Tokens of the answer.</param>
internal sealed record AnswerTiming(double First, double Last, int Tokens)
{
    /// <summary>Tokens a second once it speaks.</summary>
    public double Rate => (Tokens - 1) * 1_000 / (Last - First);
}
