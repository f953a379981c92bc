using System.Collections.Immutable;
using Cortensor.Primitives;

namespace Cortensor.Router.Streaming;

/// <summary>Who streams: the assigned miners in order, then the spares. Who lost the stream once does not get it back.</summary>
internal sealed class StreamElection(ImmutableArray<Address> assigned, ImmutableArray<Address> spares)
{
    private readonly HashSet<Address> _out = [];

    /// <summary>Who may stream now; null when nobody is left.</summary>
    public Address? Elected { get; private set; }

    /// <summary>Elects the next in order for whom <paramref name="accept"/> holds.</summary>
    public Address? Next(Func<Address, bool> accept)
    {
        foreach (Address miner in assigned.Concat(spares))
        {
            // Who cannot be reached now is passed over, not dropped: it may be back when the next one is needed.
            if (!_out.Contains(miner) && accept(miner))
            {
                return Elected = miner;
            }
        }

        return Elected = null;
    }

    /// <summary>Takes the miner out for good; true when it was the elected one.</summary>
    public bool Drop(Address miner)
    {
        _ = _out.Add(miner);
        return Elected == miner;
    }
}
