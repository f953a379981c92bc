namespace Cortensor.Protocol.Sessions;

/// <summary>The time over which router allowances are counted.</summary>
public static class SessionEpoch
{
    /// <summary>Length in seconds.</summary>
    public const ulong Seconds = 3_600;

    /// <summary>The epoch of a block: unix seconds / 3,600.</summary>
    public static ulong Of(ulong now) => now / Seconds;
}
