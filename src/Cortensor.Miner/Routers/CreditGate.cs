namespace Cortensor.Miner.Routers;

/// <summary>Tokens that may still be sent for one stream. Credits come from the router; their sum is bounded. For one taker.</summary>
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

    /// <summary>Waits for a credit and takes as many more as there are, <paramref name="most"/> in all; returns how many.</summary>
    public async ValueTask<int> TakeAsync(int most, CancellationToken cancellationToken)
    {
        await _credits.WaitAsync(cancellationToken);
        int more = Math.Min(most - 1, _credits.CurrentCount); // Nobody else takes: they stay.
        for (int i = 0; i < more; i++)
        {
            await _credits.WaitAsync(cancellationToken);
        }

        return 1 + more;
    }

    public void Dispose() => _credits.Dispose();
}
