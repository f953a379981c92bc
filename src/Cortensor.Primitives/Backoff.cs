namespace Cortensor.Primitives;

/// <summary>
/// Growing pauses between attempts: each up to twice the one before, half of it by chance, so that a fleet does not return in step.
/// </summary>
/// <param name="first">Longest first pause.</param>
/// <param name="most">No pause is longer.</param>
/// <param name="chance">Decides each pause between half and all of its length.</param>
public sealed class Backoff(TimeSpan first, TimeSpan most, Random chance)
{
    private int _doublings;

    /// <summary>How long to wait now, after one more failure.</summary>
    public TimeSpan Next()
    {
        double ceiling = Math.Min(most.TotalSeconds, first.TotalSeconds * Math.Pow(2, _doublings));
        _doublings += ceiling < most.TotalSeconds ? 1 : 0;
        return TimeSpan.FromSeconds(ceiling * (0.5 + (chance.NextDouble() / 2)));
    }

    /// <summary>An attempt succeeded: begin with the shortest pause again.</summary>
    public void Reset() => _doublings = 0;
}
