using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>How a node's id follows from its chain key (protocol, section 1).</summary>
public static class NodeIds
{
    /// <summary><c>keccak256(abi.encode(account))</c>.</summary>
    public static NodeId Of(Address account) => new(Keccak256.HashWords(account));
}
