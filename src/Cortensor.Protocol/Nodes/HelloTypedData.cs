using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Nodes;

/// <summary>
/// What a node signs to prove its address to a router (protocol section 10): bound to that router and to one connection's nonce.
/// </summary>
public static class HelloTypedData
{
    /// <summary>The type; frozen.</summary>
    public static readonly TypedDataType Type = new("Hello(address router,address node,bytes32 nonce)");

    /// <summary>The digest to sign.</summary>
    public static Hash32 Digest(TypedDataDomain domain, Address router, Address node, Hash32 nonce) =>
        domain.Digest(Type.HashStruct(router, node, nonce));
}
