using Cortensor.Api.Frames;
using Cortensor.Primitives;

namespace Cortensor.Miner.Routers;

/// <summary>
/// What may still be said about one order. A router whose submit was refused gives the task's id to another request, and takes a pong
/// behind its cancel for the miner's word that nothing of the old order follows: so the cancel, heard on the read loop, silences the order
/// before that pong is queued.
/// </summary>
internal sealed class RevocableChannel(IRouterChannel inner) : IRouterChannel
{
    private readonly Lock _lock = new();
    private bool _silent;

    public Address Router => inner.Router;

    public int Credits => inner.Credits;

    /// <summary>From the return on, no frame of this order is queued.</summary>
    public void Silence()
    {
        lock (_lock)
        {
            _silent = true;
        }
    }

    public bool TrySend(Frame frame)
    {
        lock (_lock)
        {
            return !_silent && inner.TrySend(frame);
        }
    }

    public async ValueTask<bool> SendAsync(Frame frame, CancellationToken cancellationToken)
    {
        while (!TrySend(frame))
        {
            if (_silent || !await inner.HasRoomAsync(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    public ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken) => inner.HasRoomAsync(cancellationToken);
}
