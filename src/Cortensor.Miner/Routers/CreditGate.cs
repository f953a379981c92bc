namespace Cortensor.Miner.Routers;

/// <summary>Token frames that may still be sent for one stream. Credits come from the router; their sum is bounded.</summary>
internal sealed class CreditGate(int credits) : IDisposable
{
    /// <summary>More than this is never held, however much a router grants.</summary>
    public const int Most = 1 << 20;

    private readonly SemaphoreSlim _credits = new(Math.Clamp(credits, 0, Most));

    public void Grant(int more)
    {
        int room = Most - _credits.CurrentCount;
        if (more > 0 && room > 0)
        {
            _ = _credits.Release(Math.Min(more, room));
        }
    }

    public Task TakeAsync(CancellationToken cancellationToken) => _credits.WaitAsync(cancellationToken);

    public void Dispose() => _credits.Dispose();
}
