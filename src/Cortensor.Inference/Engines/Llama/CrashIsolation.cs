namespace Cortensor.Inference.Engines.Llama;

/// <summary>
/// Lets answers run together, until a worker dies with several in it: which of them caused it is unknown, so as many as were lost run one
/// at a time. A request that kills its worker then dies alone, and its neighbours' second try is not lost to it.
/// </summary>
internal sealed class CrashIsolation
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private int _suspects;

    /// <summary>So many answers were lost together.</summary>
    internal void Suspect(int answers) => Interlocked.Exchange(ref _suspects, answers);

    /// <summary>Waits for the turn of an answer; dispose of the result when it is over.</summary>
    internal async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _suspects) == 0)
        {
            return new Turn(null);
        }

        await _one.WaitAsync(cancellationToken);
        if (Volatile.Read(ref _suspects) > 0)
        {
            return new Turn(this);
        }

        // The last suspect has gone while this one waited: it need not be alone.
        _ = _one.Release();
        return new Turn(null);
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _suspects) < 0)
        {
            _ = Interlocked.Increment(ref _suspects);
        }

        _ = _one.Release();
    }

    private sealed class Turn(CrashIsolation? crashIsolation) : IDisposable
    {
        private CrashIsolation? _crashIsolation = crashIsolation;

        public void Dispose() => Interlocked.Exchange(ref _crashIsolation, null)?.Leave();
    }
}
