namespace Cortensor.Protocol.Queue;

/// <summary>The moves that a passed deadline opens.</summary>
public enum TimeoutMove
{
    /// <summary>Assign in the router's place.</summary>
    Assign = 0,

    /// <summary>Close late slots, and fill the empty ones.</summary>
    Reassign = 1,

    /// <summary>Complete with the commits that came.</summary>
    Complete = 2,

    /// <summary>Refund.</summary>
    Fail = 3,
}
