using Cortensor.Api.Frames;
using Cortensor.Miner.Routers;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>Brings a worker's result to the task's router, again until it says <c>stored</c>. Used from the worker's loop only.</summary>
internal sealed class ResultDelivery(TaskKey key, IRouterDirectory routers, int redeliverSeconds)
{
    private const int MostPerConnection = 20;

    private IRouterChannel? _to;
    private Hash32 _digest;
    private ulong _againAt;
    private int _sent;
    private bool _answered;
    private bool _stored;

    /// <summary>Whether a router is there to take the result and has not confirmed it.</summary>
    public bool IsDue(QueueTask task, StoredResult result, ulong now) =>
        routers.Find(task.Router) is { } channel
        && (_digest != result.Digest || (!_stored && (!ReferenceEquals(channel, _to) || (now >= _againAt && _sent < MostPerConnection))));

    /// <summary>
    /// Whether a commit should wait, because the router has the result in hand and will say <c>stored</c> any moment. Only after the first
    /// time: a router that does not answer costs one pause, not the bond.
    /// </summary>
    public bool IsAwaited(ulong now) => !_answered && _sent == 1 && now < _againAt && routers.Find(_to!.Router) == _to;

    /// <summary>Whether the router keeps this result.</summary>
    public bool IsStored(StoredResult result) => _stored && _digest == result.Digest;

    public void Send(QueueTask task, StoredResult result, ulong now)
    {
        if (routers.Find(task.Router) is not IRouterChannel channel)
        {
            return;
        }

        bool isNew = !ReferenceEquals(channel, _to) || _digest != result.Digest;
        (_to, _digest, _againAt, _sent) = (channel, result.Digest, now + (ulong)redeliverSeconds, isNew ? 1 : _sent + 1);
        (_answered, _stored) = (
            !channel.TrySend(new CommitFrame(key.Session, key.Task, result.Digest, Convert.ToBase64String(result.Bytes.Span))),
            false
        );
    }

    /// <summary>The router keeps these bytes.</summary>
    public void Confirm(Hash32 digest)
    {
        if (digest == _digest)
        {
            (_answered, _stored) = (true, true);
        }
    }

    /// <summary>The router would not take them this time.</summary>
    public void Refuse() => _answered = true;
}
