using Cortensor.Primitives;

namespace Cortensor.Miner.Routers;

/// <summary>
/// One task's voices, one for each router that ordered it: the newest order of a router is the one that may still be spoken about.
/// </summary>
internal sealed class RevocableChannels
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Address, RevocableChannel> _channels = [];

    /// <summary>A voice for a new order; the router's earlier one falls silent.</summary>
    public RevocableChannel Replace(IRouterChannel channel)
    {
        lock (_lock)
        {
            _ = SilenceNow(channel.Router);
            return _channels[channel.Router] = new RevocableChannel(channel);
        }
    }

    /// <summary>The router has taken its order back; false when there is none.</summary>
    public bool Silence(Address router)
    {
        lock (_lock)
        {
            return SilenceNow(router);
        }
    }

    private bool SilenceNow(Address router)
    {
        if (!_channels.Remove(router, out RevocableChannel? channel))
        {
            return false;
        }

        channel.Silence();
        return true;
    }
}
