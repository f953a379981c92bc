using System.Security.Cryptography;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;

namespace Cortensor.Miner;

/// <summary>Who this miner is, on which chain and queue, and what it derives from its chain key. Never prints a secret.</summary>
public sealed class MinerIdentity
{
    /// <summary>HKDF info of the key the blinds of results come from.</summary>
    public const string BlindPurpose = "cortensor/blind/v1";

    private readonly byte[] _saltKey;
    private readonly byte[] _blindKey;

    /// <summary>An identity whose signer may live elsewhere; the two keys are 32 bytes each.</summary>
    public MinerIdentity(ulong chainId, Address queue, ISigner signer, ReadOnlySpan<byte> saltKey, ReadOnlySpan<byte> blindKey)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ChainId = chainId;
        Queue = queue;
        Signer = signer;
        Domain = NodeDomain.Of(chainId, queue);
        _saltKey = saltKey.ToArray();
        _blindKey = blindKey.ToArray();
    }

    /// <summary>The chain.</summary>
    public ulong ChainId { get; }

    /// <summary>The session queue's address.</summary>
    public Address Queue { get; }

    /// <summary>Signs for <see cref="Address"/>.</summary>
    public ISigner Signer { get; }

    /// <summary>The miner's address.</summary>
    public Address Address => Signer.Address;

    /// <summary>The domain of what nodes sign for each other.</summary>
    public TypedDataDomain Domain { get; }

    /// <summary>The identity of a key in this process. The key stays the caller's to dispose, not before the miner stops.</summary>
    public static MinerIdentity Of(PrivateKey key, ulong chainId, Address queue)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(chainId, queue, new LocalSigner(key), key.DeriveKey(ResultSalt.KeyPurpose), key.DeriveKey(BlindPurpose));
    }

    /// <summary>The salt of a task's commitment: the same after any restart (protocol section 4).</summary>
    public Hash32 SaltOf(TaskKey task) => ResultSalt.Of(_saltKey, ChainId, Queue, task);

    /// <summary>
    /// The blind of a task's result: unguessable to others, and tied to what was asked. Task ids are reused when a submit is refused, so a
    /// result found in the journal after a restart must show which request it answers; nothing else in it does.
    /// </summary>
    public Blind BlindOf(TaskKey task, Hash32 requestDigest, Hash32 selectionSeed)
    {
        Hash32 bound = Keccak256.HashWords(ChainId, Queue, task.Session.Value, task.Task.Value, requestDigest, selectionSeed);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _ = HMACSHA256.HashData(_blindKey, bound.ToArray(), mac);
        return new Blind(mac[..Blind.Size]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"miner {Address} on chain {ChainId}";
}
