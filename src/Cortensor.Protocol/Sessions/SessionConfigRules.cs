using System.Text;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Sessions;

/// <summary>The checks of a session's config, in the order of its fields.</summary>
public static class SessionConfigRules
{
    /// <summary>Longest name, bytes of UTF-8.</summary>
    public const int MaxNameBytes = 64;

    /// <summary>Most nodes in a list.</summary>
    public const int MaxNodes = 256;

    /// <summary>Most answers per task.</summary>
    public const int MaxRedundancy = 16;

    /// <summary>Most validators per task.</summary>
    public const int MaxValidators = 8;

    /// <summary>The first field that is wrong, or null.</summary>
    public static Refusal? Check(SessionConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return Encoding.UTF8.GetByteCount(config.Name) is < 1 or > MaxNameBytes ? SessionRefusals.SessionConfigInvalid("name")
            : config.Mode == SessionMode.Hybrid ? SessionRefusals.SessionConfigReserved("mode")
            : CheckSizes(config) ?? CheckReserved(config);
    }

    private static Refusal? CheckSizes(SessionConfig config) =>
        config.MinNodes < 1 || config.MinNodes < config.Redundancy ? SessionRefusals.SessionConfigInvalid("minNodes")
        : config.MaxNodes < config.MinNodes || config.MaxNodes > MaxNodes ? SessionRefusals.SessionConfigInvalid("maxNodes")
        : config.Redundancy is < 1 or > MaxRedundancy ? SessionRefusals.SessionConfigInvalid("redundancy")
        : config.Validators > MaxValidators ? SessionRefusals.SessionConfigInvalid("validators")
        : null;

    private static Refusal? CheckReserved(SessionConfig config) =>
        config.ReserveNodes ? SessionRefusals.SessionConfigReserved("reserveNodes")
        : config.Settlement != SettlementKind.OnChain ? SessionRefusals.SessionConfigReserved("settlement")
        : config.Proof is not (ProofKind.None or ProofKind.Agreement) ? SessionRefusals.SessionConfigReserved("proof")
        : config.Privacy != Privacy.Open ? SessionRefusals.SessionConfigReserved("privacy")
        : null;
}
