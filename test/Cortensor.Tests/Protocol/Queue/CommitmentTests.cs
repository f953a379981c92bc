using System.Security.Cryptography;
using System.Text;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Protocol.Queue;

public sealed class CommitmentTests
{
    private static readonly Address Queue = Scene.Account(1);
    private static readonly Address Miner = Scene.Account(2);
    private static readonly Hash32 Digest = Keccak256.HashText("digest");
    private static readonly Hash32 Salt = Keccak256.HashText("salt");

    [Fact]
    public void The_commitment_is_the_hash_of_the_abi_words()
    {
        byte[] words =
        [
            .. Keccak256
                .HashText(
                    "Precommit(uint256 chainId,address queue,uint256 sessionId,uint256 taskId,address miner,bytes32 resultDigest,bytes32 salt)"
                )
                .ToArray(),
            .. Word([0x7a, 0x69]),
            .. Word(Queue.ToArray()),
            .. Word([1]),
            .. Word([1]),
            .. Word(Miner.ToArray()),
            .. Digest.ToArray(),
            .. Salt.ToArray(),
        ];
        Assert.Equal(Keccak256.Hash(words), Commitment.Of(31_337, Queue, Scene.Key, Miner, Digest, Salt));
    }

    [Fact]
    public void Every_part_binds()
    {
        TaskKey other = new(new SessionId(1), new TaskId(2));
        Hash32[] commitments =
        [
            Commitment.Of(1, Queue, Scene.Key, Miner, Digest, Salt),
            Commitment.Of(2, Queue, Scene.Key, Miner, Digest, Salt),
            Commitment.Of(1, Miner, Scene.Key, Miner, Digest, Salt),
            Commitment.Of(1, Queue, other, Miner, Digest, Salt),
            Commitment.Of(1, Queue, Scene.Key, Queue, Digest, Salt),
            Commitment.Of(1, Queue, Scene.Key, Miner, Salt, Salt),
            Commitment.Of(1, Queue, Scene.Key, Miner, Digest, Digest),
        ];
        Assert.Equal(commitments.Length, commitments.Distinct().Count());
    }

    [Fact]
    public void The_salt_follows_from_the_chain_key_alone()
    {
        using PrivateKey key = PrivateKey.FromBytes(Keccak256.HashText("key").ToArray());
        byte[] saltKey = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Keccak256.HashText("key").ToArray(),
            32,
            [],
            Encoding.UTF8.GetBytes("cortensor/salt/v1")
        );
        byte[] message = [0, 0, 0, 0, 0, 0, 0, 9, .. Queue.ToArray(), 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1];

        Assert.Equal(new Hash32(HMACSHA256.HashData(saltKey, message)), ResultSalt.Of(key, 9, Queue, Scene.Key));
        Assert.NotEqual(
            ResultSalt.Of(key, 9, Queue, Scene.Key),
            ResultSalt.Of(key, 9, Queue, new TaskKey(new SessionId(2), new TaskId(1)))
        );
    }

    private static byte[] Word(byte[] value) => [.. new byte[32 - value.Length], .. value];
}
