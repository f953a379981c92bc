using Cortensor.Primitives;

namespace Cortensor.Protocol.Sessions;

/// <summary>What a client asks of a session; field for field <c>SessionConfig</c> in ISession.sol, where units and ranges stand.</summary>
public sealed record SessionConfig
{
    /// <summary>For people, 1–64 bytes of UTF-8.</summary>
    public required string Name { get; init; }

    /// <summary>sha-256 digest of a metadata object, or zero.</summary>
    public Hash32 MetadataCid { get; init; }

    /// <summary>keccak256 of the catalogue name.</summary>
    public required Hash32 ModelId { get; init; }

    /// <summary>Where nodes come from.</summary>
    public SessionMode Mode { get; init; }

    /// <summary>Service level.</summary>
    public Sla Sla { get; init; }

    /// <summary>Nodes needed to be active.</summary>
    public ushort MinNodes { get; init; } = 1;

    /// <summary>Nodes in the list at most.</summary>
    public ushort MaxNodes { get; init; } = 16;

    /// <summary>Answers per task.</summary>
    public byte Redundancy { get; init; } = 1;

    /// <summary>Validators per audited task; reserved for audits.</summary>
    public byte Validators { get; init; }

    /// <summary>Reserved: must be false.</summary>
    public bool ReserveNodes { get; init; }

    /// <summary>Seconds from activation until the session may be expired; 0 = never.</summary>
    public uint ReservePeriod { get; init; }

    /// <summary>Tasks one node may hold at once; 0 = as many as it has slots.</summary>
    public uint MaxTasksPerNode { get; init; }

    /// <summary>How tasks are settled.</summary>
    public SettlementKind Settlement { get; init; }

    /// <summary>What must hold before a task is paid.</summary>
    public ProofKind Proof { get; init; }

    /// <summary>Who can read.</summary>
    public Privacy Privacy { get; init; }

    /// <summary>Anyone may read the payloads.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Wei per 1,000 prompt tokens the owner accepts, SLA factor included.</summary>
    public required TokenAmount MaxPricePer1kInput { get; init; }

    /// <summary>Wei per 1,000 generated tokens the owner accepts, SLA factor included.</summary>
    public required TokenAmount MaxPricePer1kOutput { get; init; }
}
