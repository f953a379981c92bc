using System.Collections.Immutable;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Views.Queue;
using Cortensor.Chain.Watching;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Views;

/// <summary>Builds a snapshot per block, keeps the newest ones for rolling back, and publishes them once the head was reached.</summary>
internal sealed class SnapshotProjection(IReadOnlyCollection<IModuleProjection> modules, RouterTips tips, SnapshotFeed feed, int kept)
    : ILogProjection
{
    /// <summary>Blocks behind the head at which a view counts as having caught up: while it read them, new ones came.</summary>
    private const ulong CaughtUp = 2;

    private readonly Dictionary<Address, IModuleProjection> _modules = modules.ToDictionary(static module => module.Contract);
    private readonly LinkedList<ViewState> _states = [];
    private bool _caughtUp;

    public async ValueTask ApplyAsync(BlockLogs block, CancellationToken cancellationToken)
    {
        ViewState before = _states.Last?.Value ?? ViewState.Empty;
        BlockHeader header = block.Header;
        NetworkSnapshot network = Apply(before.Network with { Head = new ChainHead(header.Number, header.Hash, header.Timestamp) }, block);

        ImmutableHashSet<Address> unread = before.UnreadTips.Union(tips.UsedIn(block));
        if (!unread.IsEmpty && header.Number + (ulong)kept >= block.Height)
        {
            network = await tips.ReadAsync(network, unread, cancellationToken);
            unread = [];
        }

        Keep(new ViewState(network, unread));
        _caughtUp = _caughtUp || header.Number + CaughtUp >= block.Height;
        Publish();
    }

    public ValueTask RollBackToAsync(ulong blockNumber, CancellationToken cancellationToken)
    {
        while (_states.Last is { } last && last.Value.Network.Head.Number > blockNumber)
        {
            _states.RemoveLast();
        }

        Publish();
        return ValueTask.CompletedTask;
    }

    private NetworkSnapshot Apply(NetworkSnapshot network, BlockLogs block)
    {
        try
        {
            return block.Logs.Aggregate(
                network,
                (state, log) => _modules[log.Contract].Apply(state, new ViewEvent(log, block.Header.Timestamp, block.Logs))
            );
        }
        catch (KeyNotFoundException unknown)
        {
            throw new EventsMissingException(block.Header.Number, unknown);
        }
    }

    private void Keep(ViewState state)
    {
        _ = _states.AddLast(state);
        if (_states.Count > kept)
        {
            _states.RemoveFirst();
        }
    }

    private void Publish()
    {
        if (_caughtUp && _states.Last is { } last)
        {
            feed.Publish(last.Value.Network);
        }
    }
}
