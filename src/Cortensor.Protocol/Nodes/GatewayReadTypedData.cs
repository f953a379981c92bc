using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Nodes;

/// <summary>
/// What a node signs to read one object from a gateway that serves it only to the parties of the task (protocol section 9).
/// </summary>
public static class GatewayReadTypedData
{
    /// <summary>The HTTP authorization scheme: <c>Authorization: Cortensor reader="0x…", expiry="SECONDS", signature="0x…"</c>.</summary>
    public const string Scheme = "Cortensor";

    /// <summary>The longest time a signature may be valid, in seconds from now.</summary>
    public const ulong MaxLifetime = 300;

    /// <summary>The type; frozen.</summary>
    public static readonly TypedDataType Type = new("GatewayRead(address reader,bytes32 digest,uint256 expiry)");

    /// <summary>The digest to sign.</summary>
    public static Hash32 Digest(TypedDataDomain domain, Address reader, Hash32 digest, ulong expiry) =>
        domain.Digest(Type.HashStruct(reader, digest, expiry));
}
