namespace Cortensor.Chain.Watching;

/// <summary>Waits that double while a node keeps failing, up to a limit.</summary>
internal sealed class PollBackoff(TimeSpan first, TimeSpan longest)
{
    private TimeSpan? _next;

    /// <summary>How long to wait after one more failure.</summary>
    public TimeSpan Next()
    {
        TimeSpan wait = _next ?? first;
        _next = wait + wait < longest ? wait + wait : longest;
        return wait;
    }

    /// <summary>The node answered.</summary>
    public void Reset() => _next = null;
}
