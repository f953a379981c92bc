using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Storage.Gateway;

/// <summary>A node's libp2p peer id: its chain key by another name, so there is no second key to keep.</summary>
public static class PeerIds
{
    // libp2p specification "Peer Ids": protobuf PublicKey {1: Type = Secp256k1 (2), 2: Data = 33 bytes}, short enough for the identity
    // multihash.
    private static ReadOnlySpan<byte> KeyHeader => [0x08, 0x02, 0x12, PublicKey.CompressedSize];

    /// <summary>The peer id of a key, base58: <c>16Uiu2HA…</c>.</summary>
    public static string Of(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        const byte IdentityHash = 0x00;
        const byte Length = 4 + PublicKey.CompressedSize;
        return Base58.Encode([IdentityHash, Length, .. KeyHeader, .. key.ToCompressed()]);
    }
}
