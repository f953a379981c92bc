using Cortensor.Primitives;

namespace Cortensor.Protocol.Payments;

/// <summary>How the gross of a task is split (protocol section 8). Every share is rounded down; the dust goes to the treasury.</summary>
public static class FeeSplit
{
    /// <summary>Percent for the miner of each slot.</summary>
    public const ulong MinerPercent = 80;

    /// <summary>Percent for the task's router; stays with the session when there is none.</summary>
    public const ulong RouterPercent = 8;

    /// <summary>Percent for validators; stays with the session until audits exist.</summary>
    public const ulong ValidatorPercent = 7;

    /// <summary>Percent for the treasury.</summary>
    public const ulong TreasuryPercent = 5;

    /// <summary>A share of an amount, rounded down.</summary>
    public static TokenAmount Percent(TokenAmount amount, ulong percent) => amount * percent / 100;
}
