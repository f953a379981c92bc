using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Router.Queue;

/// <summary>Ceilings of tasks that the view does not show yet: what the router risks by going ahead of the chain.</summary>
internal sealed class Exposure
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    public void Add(Place place, string client, TokenAmount ceiling)
    {
        lock (_lock)
            _entries.Add(new Entry(place, client, ceiling));
    }

    public void Remove(Place place)
    {
        lock (_lock)
            _ = _entries.RemoveAll(entry => entry.Place == place);
    }

    public TokenAmount OfClient(string client) => Sum(entry => entry.Client == client);

    public TokenAmount OfSession(SessionId session) => Sum(entry => entry.Place.Task.Session == session);

    /// <summary>Drops what the view shows by now.</summary>
    public void Prune(NetworkSnapshot snapshot)
    {
        lock (_lock)
            _ = _entries.RemoveAll(entry => entry.Place.Block != 0 && entry.Place.Block <= snapshot.Head.Number);
    }

    private TokenAmount Sum(Func<Entry, bool> which)
    {
        lock (_lock)
            return _entries.Where(which).Aggregate(TokenAmount.Zero, static (sum, entry) => sum + entry.Ceiling);
    }

    private sealed record Entry(Place Place, string Client, TokenAmount Ceiling);
}
