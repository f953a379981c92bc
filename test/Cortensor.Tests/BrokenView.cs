using Cortensor.Protocol.Ledger;

namespace Cortensor.Tests;

/// <summary>A view whose second reader gets an exception.</summary>
internal sealed class BrokenView(INetworkView inner) : INetworkView
{
    private int _readers;

    public NetworkSnapshot Current => inner.Current;

    public IAsyncEnumerable<NetworkSnapshot> WatchAsync(CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _readers) == 2 ? throw new IOException("the endpoint is gone") : inner.WatchAsync(cancellationToken);
}
