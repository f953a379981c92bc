namespace Cortensor.Protocol.Sessions;

/// <summary>Same members and order as in ISession.sol.</summary>
public enum SessionState
{
    /// <summary>Waits for nodes.</summary>
    Created = 0,

    /// <summary>Takes tasks.</summary>
    Active = 1,

    /// <summary>Ended by its owner.</summary>
    Closed = 2,

    /// <summary>Ended by time.</summary>
    Expired = 3,
}

/// <summary>Where the session's nodes come from.</summary>
public enum SessionMode
{
    /// <summary>From the pool.</summary>
    Ephemeral = 0,

    /// <summary>Reserved value.</summary>
    Hybrid = 1,

    /// <summary>Named by the owner.</summary>
    Dedicated = 2,
}

/// <summary>Service level: which node levels are asked, and the price factor.</summary>
public enum Sla
{
    /// <summary>Any level; factor 1.0.</summary>
    Low = 0,

    /// <summary>Level 3 and up; factor 1.5.</summary>
    Medium = 1,

    /// <summary>Level 6 and up; factor 2.5.</summary>
    High = 2,
}

/// <summary>How tasks are settled.</summary>
public enum SettlementKind
{
    /// <summary>Every move is a transaction.</summary>
    OnChain = 0,

    /// <summary>Reserved value.</summary>
    Batched = 1,
}

/// <summary>What must hold before a task is paid.</summary>
public enum ProofKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The answers agree (protocol section 6).</summary>
    Agreement = 1,

    /// <summary>Reserved value.</summary>
    Audit = 2,

    /// <summary>Reserved value.</summary>
    Both = 3,
}

/// <summary>Who can read prompts and answers.</summary>
public enum Privacy
{
    /// <summary>Owner, assigned miners and validators; everyone when the session is public.</summary>
    Open = 0,

    /// <summary>Reserved value.</summary>
    Encrypted = 1,
}
