namespace Cortensor.Protocol.Pool;

/// <summary>Where a node stands in the pool. Same members and order as in INodePool.sol.</summary>
public enum PoolState
{
    /// <summary>Unknown to the pool.</summary>
    None = 0,

    /// <summary>Announced itself, not admitted.</summary>
    Registered = 1,

    /// <summary>Admitted on trial.</summary>
    Probation = 2,

    /// <summary>Serves any session.</summary>
    Ephemeral = 3,

    /// <summary>Holds a reservation (reserved value).</summary>
    Reserved = 4,

    /// <summary>Must prove itself again after a reservation (reserved value).</summary>
    Recheck = 5,

    /// <summary>Serves only sessions that name it.</summary>
    Dedicated = 6,

    /// <summary>Not heard of lately.</summary>
    Stale = 7,

    /// <summary>Taken out for a time.</summary>
    Suspended = 8,

    /// <summary>Out for good.</summary>
    Banned = 9,
}
