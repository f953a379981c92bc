namespace Cortensor.Chain.Rpc;

/// <summary>Growing pauses after failures: each up to twice the one before, half of it by chance, so that a fleet does not return in step.</summary>
internal sealed class JitteredBackoff(TimeSpan first, TimeSpan most, Random chance)
{
    private int _doublings;

    /// <summary>How long to wait after one more failure.</summary>
    public TimeSpan Next()
    {
        double ceiling = Math.Min(most.TotalSeconds, first.TotalSeconds * Math.Pow(2, _doublings));
        _doublings += ceiling < most.TotalSeconds ? 1 : 0;
        return TimeSpan.FromSeconds(ceiling * (0.5 + (chance.NextDouble() / 2)));
    }

    /// <summary>An answer came: the next pause is a short one again.</summary>
    public void Reset() => _doublings = 0;
}
