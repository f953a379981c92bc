using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>A node's moves in a test's hand: honest until something is put in between.</summary>
public sealed class SwitchedLedger : QueueLedgerRelay
{
    private readonly IQueueLedger _chain;
    private volatile IQueueLedger _now;

    internal SwitchedLedger(IQueueLedger chain) => (_chain, _now) = (chain, chain);

    /// <inheritdoc/>
    protected override IQueueLedger Inner => _now;

    /// <summary>Puts something between the node and the chain, from its next move on, through restarts; replaces what was there.</summary>
    public T Put<T>(Func<IQueueLedger, T> between)
        where T : IQueueLedger
    {
        ArgumentNullException.ThrowIfNull(between);
        T rogue = between(_chain);
        _now = rogue;
        return rogue;
    }

    /// <summary>Lets moves through again.</summary>
    public void Clear() => _now = _chain;
}
