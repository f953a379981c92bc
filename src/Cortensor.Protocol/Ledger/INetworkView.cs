namespace Cortensor.Protocol.Ledger;

/// <summary>The chain as this node sees it: an immutable snapshot and a stream of new ones (architecture law 5).</summary>
public interface INetworkView
{
    /// <summary>The newest snapshot; reading it costs nothing.</summary>
    NetworkSnapshot Current { get; }

    /// <summary>The current snapshot at once, then each newer one. A slow reader skips to the newest, it never holds others up.</summary>
    IAsyncEnumerable<NetworkSnapshot> WatchAsync(CancellationToken cancellationToken);
}
