namespace Cortensor.Router.Miners;

/// <summary>
/// Frames that no task waits for. Some are honest: what was under way when a stream was lost, or a task that ended. A connection that sends
/// them faster than they can be honest is a flood. Used from the connection's read loop only.
/// </summary>
internal sealed class StrayBudget(TimeProvider time)
{
    /// <summary>A whole window of tokens for each of thirty-two streams that are lost at once.</summary>
    public const int Most = 8192;

    private const double PerSecond = 500;

    private double _left = Most;
    private long _at = time.GetTimestamp();

    /// <summary>False when there was one too many.</summary>
    public bool TrySpend(int frames)
    {
        long now = time.GetTimestamp();
        _left = Math.Min(Most, _left + (time.GetElapsedTime(_at, now).TotalSeconds * PerSecond)) - frames;
        _at = now;
        return _left >= 0;
    }
}
