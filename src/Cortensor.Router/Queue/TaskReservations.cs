using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Queue;

/// <summary>
/// Hands out places: the chain's own counters plus what this router has under way. It keeps nothing over a restart: the chain's tip says
/// where to go on.
/// </summary>
internal sealed class TaskReservations(RouterChainPublisher chains, INetworkView view, ISigner signer)
{
    private readonly Lock _lock = new();
    private readonly List<TaskReservation> _held = [];
    private readonly HashSet<TaskReservation> _void = [];
    private TaskCompletionSource _clear = Clear();

    /// <summary>The next place in the session, or null when there is no link to reveal.</summary>
    public TaskReservation? TryTake(SessionId session)
    {
        lock (_lock)
        {
            NetworkSnapshot now = view.Current;
            Prune_NeedsLock(now);
            Hash32 tip =
                _held.Count > 0
                    ? _held[^1].Reveal
                    : RouterChains.TipAt(now.RouterChains.GetValueOrDefault(signer.Address), now.Head.Timestamp);
            if (!chains.TryReveal(tip, out Hash32 reveal))
            {
                return null;
            }

            ulong onChain = now.Sessions.TryGetValue(session, out Protocol.Sessions.SessionInfo? info) ? info.TaskCount : 0;
            ulong underWay = _held
                .Where(reservation => reservation.Task.Session == session)
                .Select(reservation => reservation.Task.Task.Value)
                .DefaultIfEmpty()
                .Max();
            TaskReservation reservation = new(new TaskKey(session, new TaskId(Math.Max(onChain, underWay) + 1)), reveal);
            _held.Add(reservation);
            return reservation;
        }
    }

    /// <summary>The submit is in a block; the place is held until the view has reached it.</summary>
    public void Confirm(TaskReservation reservation, ulong block)
    {
        lock (_lock)
        {
            reservation.Block = block;
        }
    }

    /// <summary>
    /// The place will not be used: what was built on its link is void with it, and stays so until it is released in its turn, or seen on
    /// chain all the same.
    /// </summary>
    public void Release(TaskReservation reservation)
    {
        lock (_lock)
        {
            _ = _void.Remove(reservation);
            int index = _held.IndexOf(reservation);
            if (index >= 0)
            {
                _void.UnionWith(_held.Skip(index + 1));
                _held.RemoveRange(index, _held.Count - index);
            }

            Signal_NeedsLock();
        }
    }

    /// <summary>
    /// Done when no void place is left: until then miners still work for tasks whose ids would be given out again, and a cancel on its way
    /// to them would hit the wrong task.
    /// </summary>
    public Task WhenClearAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _clear.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Whether the place still stands, to be asked before its submit is sent.</summary>
    public bool Stands(TaskReservation reservation)
    {
        lock (_lock)
        {
            return _held.Contains(reservation);
        }
    }

    public void Prune()
    {
        lock (_lock)
        {
            Prune_NeedsLock(view.Current);
        }
    }

    private static TaskCompletionSource Clear()
    {
        TaskCompletionSource clear = new();
        clear.SetResult();
        return clear;
    }

    private void Prune_NeedsLock(NetworkSnapshot now)
    {
        // In order only: the view may not have reached the one in front.
        int reached = _held.FindIndex(reservation => reservation.Block == 0 || reservation.Block > now.Head.Number);
        _held.RemoveRange(0, reached < 0 ? _held.Count : reached);
        // One before them was given up although it came through, and so did these. They count, and the next place must stand on them.
        if (_void.RemoveWhere(reservation => reservation.Block != 0 && reservation.Block <= now.Head.Number) > 0)
        {
            Signal_NeedsLock();
        }
    }

    private void Signal_NeedsLock()
    {
        if (_void.Count == 0)
        {
            _ = _clear.TrySetResult();
        }
        else if (_clear.Task.IsCompleted)
        {
            _clear = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
