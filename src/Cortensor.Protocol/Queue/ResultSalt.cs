using System.Buffers.Binary;
using System.Security.Cryptography;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>
/// The salt of a commitment, recomputed from the miner's chain key: a miner that lost its disk can still open what it precommitted.
/// </summary>
public static class ResultSalt
{
    /// <summary>HKDF info of the key the salts come from; a frozen surface.</summary>
    public const string KeyPurpose = "cortensor/salt/v1";

    /// <summary>The salt of one task.</summary>
    public static Hash32 Of(PrivateKey chainKey, ulong chainId, Address queue, TaskKey task)
    {
        ArgumentNullException.ThrowIfNull(chainKey);
        byte[] key = chainKey.DeriveKey(KeyPurpose);
        Hash32 salt = Of(key, chainId, queue, task);
        CryptographicOperations.ZeroMemory(key);
        return salt;
    }

    /// <summary>
    /// HMAC-SHA256(<paramref name="saltKey"/>, chainId ‖ queue ‖ sessionId ‖ taskId), numbers as 8 big-endian bytes; the key is HKDF-SHA256
    /// of the chain key with info <see cref="KeyPurpose"/>.
    /// </summary>
    public static Hash32 Of(ReadOnlySpan<byte> saltKey, ulong chainId, Address queue, TaskKey task)
    {
        Span<byte> message = stackalloc byte[sizeof(ulong) + Address.Size + sizeof(ulong) + sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(message, chainId);
        queue.CopyTo(message[sizeof(ulong)..]);
        BinaryPrimitives.WriteUInt64BigEndian(message[(sizeof(ulong) + Address.Size)..], task.Session.Value);
        BinaryPrimitives.WriteUInt64BigEndian(message[(sizeof(ulong) + Address.Size + sizeof(ulong))..], task.Task.Value);
        return new Hash32(HMACSHA256.HashData(saltKey, message));
    }
}
