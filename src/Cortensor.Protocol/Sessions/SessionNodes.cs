using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Pool;

namespace Cortensor.Protocol.Sessions;

/// <summary>Which nodes of the pool a session may use.</summary>
public static class SessionNodes
{
    /// <summary>Lowest level a service level asks for: 0, 3, 6 (protocol section 7).</summary>
    public static byte MinLevel(Sla sla) =>
        sla switch
        {
            Sla.Low => 0,
            Sla.Medium => 3,
            Sla.High => 6,
            _ => throw new ArgumentOutOfRangeException(nameof(sla), sla, "No such service level."),
        };

    /// <summary>The miner at <paramref name="index"/> when it is listed and eligible now, else zero.</summary>
    public static Address Eligible(SessionInfo session, ImmutableDictionary<Address, PoolNode> pool, byte index)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(pool);
        return
            index < session.Nodes.Length && pool.TryGetValue(session.Nodes[index], out PoolNode? node) && IsEligible(node, session.Config)
            ? node.Address
            : Address.Zero;
    }

    /// <summary>Whether the node is in a state that serves the session and offers its model.</summary>
    public static bool IsEligible(PoolNode node, SessionConfig config)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(config);
        bool serves = node.State == PoolState.Ephemeral || (node.State == PoolState.Dedicated && config.Mode == SessionMode.Dedicated);
        return serves && node.Models.Contains(config.ModelId);
    }
}
