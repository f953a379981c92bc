namespace Cortensor.Node.Options;

/// <summary>What the host sets for an oracle.</summary>
public sealed class OracleRoleOptions
{
    /// <summary>Admits every registered miner to the pool at once; for development networks.</summary>
    public bool AutoAdmit { get; set; }

    /// <summary>Base URLs of gateways to fetch results from.</summary>
    public IList<string> Gateways { get; set; } = [];
}
