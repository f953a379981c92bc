using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Nodes;

/// <summary>The EIP-712 domain of what nodes sign for each other off chain. The queue's address ties it to one deployment.</summary>
public static class NodeDomain
{
    /// <summary>The domain's name; frozen.</summary>
    public const string Name = "Cortensor Node";

    /// <summary>The domain's version; frozen.</summary>
    public const string Version = "1";

    /// <summary>The domain for a deployment.</summary>
    public static TypedDataDomain Of(ulong chainId, Address queue) => new(Name, Version, chainId, queue);
}
