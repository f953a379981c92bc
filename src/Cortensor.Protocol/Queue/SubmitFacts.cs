using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue;

/// <summary>What the chain knows when a task is submitted.</summary>
public sealed record SubmitFacts
{
    /// <summary>The session with what <see cref="SessionAuthority"/> needs, or null when there is none.</summary>
    public required AuthorityFacts? Authority { get; init; }

    /// <summary>The caller's hash chain, if it posted one.</summary>
    public RouterChain? RouterChain { get; init; }

    /// <summary>The network's price of the session's model; zero when none was set.</summary>
    public ModelPrice Price { get; init; } = ModelPrice.Zero;

    /// <summary>The session's free balance.</summary>
    public TokenAmount Free { get; init; }

    /// <summary>The miner at an index of the session's node list when it is eligible now, else zero.</summary>
    public required Func<byte, Address> EligibleNode { get; init; }
}
