using System.Collections.Immutable;
using Cortensor.Primitives;

namespace Cortensor.Miner.Routers;

/// <inheritdoc cref="IRouterDirectory"/>
internal sealed class RouterDirectory : IRouterDirectory
{
    private ImmutableList<IRouterChannel> _channels = [];

    public IRouterChannel? Find(Address router)
    {
        ImmutableList<IRouterChannel> channels = Volatile.Read(ref _channels);
        return router.IsZero ? channels.FirstOrDefault() : channels.FindLast(channel => channel.Router == router);
    }

    public void Add(IRouterChannel channel) => ImmutableInterlocked.Update(ref _channels, static (list, added) => list.Add(added), channel);

    public void Remove(IRouterChannel channel) =>
        ImmutableInterlocked.Update(ref _channels, static (list, removed) => list.Remove(removed), channel);
}
