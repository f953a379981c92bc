using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Views;

/// <summary>A snapshot and what is still to be read for it.</summary>
/// <param name="Network">The snapshot.</param>
/// <param name="UnreadTips">Routers that used a reveal since their tip was read.</param>
internal sealed record ViewState(NetworkSnapshot Network, ImmutableHashSet<Address> UnreadTips)
{
    /// <summary>Before the first block.</summary>
    public static ViewState Empty { get; } = new(new NetworkSnapshot { Head = new ChainHead(0, Hash32.Zero, 0) }, []);
}
