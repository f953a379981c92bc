using System.Numerics;
using Cortensor.Chain.Ledgers;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Chain.Deployment;

/// <summary>A node to bring into a network.</summary>
/// <param name="Node">Acts in the node's name.</param>
/// <param name="Role">The role it asks for.</param>
/// <param name="Endpoint">Where others reach it, or <see cref="NoEndpoint"/>.</param>
public sealed record NodeEnrollment(ChainLedgers Node, NodeRole Role, string Endpoint = NodeEnrollment.NoEndpoint)
{
    /// <summary>The endpoint of a node that only dials out (IIam.sol).</summary>
    public const string NoEndpoint = "-";

    /// <summary>Wei to send it for gas.</summary>
    public BigInteger Gas { get; init; }

    /// <summary>COR to send to its wallet.</summary>
    public TokenAmount Wallet { get; init; }

    /// <summary>COR to send it that it puts into its account: a miner's bond money.</summary>
    public TokenAmount Bond { get; init; }
}
