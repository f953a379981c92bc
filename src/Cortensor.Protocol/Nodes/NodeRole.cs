namespace Cortensor.Protocol.Nodes;

/// <summary>What a node may do, granted by Iam after its registration. Same members and order as <c>NodeRole</c> in IIam.sol.</summary>
public enum NodeRole
{
    /// <summary>Admits requests, picks miners, streams answers.</summary>
    Router = 0,

    /// <summary>Runs inference.</summary>
    Miner = 1,

    /// <summary>Goes first in every timeout move and brings the verdicts.</summary>
    Oracle = 2,

    /// <summary>Re-scores answers.</summary>
    Validator = 3,
}
