namespace Cortensor.Testing.Ledger;

/// <summary>The roles an account can hold.</summary>
public enum NodeRole
{
    /// <summary>Submits tasks for clients.</summary>
    Router = 0,

    /// <summary>Answers them.</summary>
    Miner = 1,

    /// <summary>Goes first in timeout moves.</summary>
    Oracle = 2,
}
