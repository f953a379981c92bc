using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Router.Queue;

/// <summary>Ceilings of tasks that the view does not show yet: what the router risks by going ahead of the chain.</summary>
internal sealed class UnconfirmedSpend
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    public void Add(TaskReservation reservation, string client, TokenAmount ceiling)
    {
        lock (_lock)
        {
            _entries.Add(new Entry(reservation, client, ceiling));
        }
    }

    public void Remove(TaskReservation reservation)
    {
        lock (_lock)
        {
            _ = _entries.RemoveAll(entry => entry.TaskReservation == reservation);
        }
    }

    public TokenAmount OfClient(string client) => Sum(entry => entry.Client == client);

    public TokenAmount OfSession(SessionId session) => Sum(entry => entry.TaskReservation.Task.Session == session);

    /// <summary>Drops what the view shows by now.</summary>
    public void Prune(NetworkSnapshot snapshot)
    {
        lock (_lock)
        {
            _ = _entries.RemoveAll(entry => entry.TaskReservation.Block != 0 && entry.TaskReservation.Block <= snapshot.Head.Number);
        }
    }

    private TokenAmount Sum(Func<Entry, bool> which)
    {
        lock (_lock)
        {
            return _entries.Where(which).Aggregate(TokenAmount.Zero, static (sum, entry) => sum + entry.Ceiling);
        }
    }

    private sealed record Entry(TaskReservation TaskReservation, string Client, TokenAmount Ceiling);
}
