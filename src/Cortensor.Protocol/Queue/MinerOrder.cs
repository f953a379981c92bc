using System.Buffers.Binary;
using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue;

/// <summary>
/// The verifiable order of miners: weighted sampling without replacement over the session's node list, seeded by the task's selection seed.
/// Whole-number arithmetic only, so that everyone computes the same order.
/// </summary>
/// <remarks>
/// Draw k takes the first 8 bytes of <c>keccak256(abi.encode(seed, k))</c> times the weight that is left, divided by 2⁶⁴, and walks the
/// list up to that weight. (The multiplication favours no node by more than 2⁻⁵⁰ for any list of 256.) A node's weight is its level + 1 for
/// now: reputation replaces it when it is on chain.
/// </remarks>
public static class MinerOrder
{
    /// <summary>All candidates in the order in which they are to be asked.</summary>
    /// <param name="selectionSeed">The task's seed.</param>
    /// <param name="candidates">Nodes in the order of the list.</param>
    public static ImmutableArray<byte> Of(Hash32 selectionSeed, IEnumerable<MinerCandidate> candidates)
    {
        List<MinerCandidate> left = [.. candidates];
        ulong total = left.Aggregate(0UL, static (sum, candidate) => sum + candidate.Weight);
        ImmutableArray<byte>.Builder order = ImmutableArray.CreateBuilder<byte>(left.Count);
        for (ulong draw = 0; left.Count > 0; draw++)
        {
            int index = Find(left, Point(selectionSeed, draw, total));
            order.Add(left[index].Node);
            total -= left[index].Weight;
            left.RemoveAt(index);
        }

        return order.MoveToImmutable();
    }

    /// <summary>The nodes to ask next: eligible, not asked before in this task, in order.</summary>
    public static ImmutableArray<byte> Next(
        Hash32 selectionSeed,
        SessionInfo session,
        ImmutableDictionary<Address, PoolNode> pool,
        QueueTask? task,
        int count
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        HashSet<byte> asked = [.. task?.Slots.Select(static slot => slot.Node) ?? []];
        return
        [
            .. Of(selectionSeed, Candidates(session, pool))
                .Where(node => !asked.Contains(node) && !SessionNodes.Eligible(session, pool, node).IsZero)
                .Take(count),
        ];
    }

    /// <summary>The listed nodes with their weights; who is not eligible keeps its place in the order and is skipped.</summary>
    public static IEnumerable<MinerCandidate> Candidates(SessionInfo session, ImmutableDictionary<Address, PoolNode> pool)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(pool);
        for (int index = 0; index < session.Nodes.Length; index++)
        {
            if (!session.Nodes[index].IsZero)
            {
                uint level = pool.TryGetValue(session.Nodes[index], out PoolNode? node) ? node.Level : 0u;
                yield return new MinerCandidate((byte)index, level + 1);
            }
        }
    }

    private static ulong Point(Hash32 seed, ulong draw, ulong total)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        Keccak256.HashWords(seed, draw).CopyTo(bytes);
        return (ulong)(((UInt128)BinaryPrimitives.ReadUInt64BigEndian(bytes) * total) >> 64);
    }

    private static int Find(List<MinerCandidate> candidates, ulong point)
    {
        for (int index = 0; index < candidates.Count; index++)
        {
            if (point < candidates[index].Weight)
            {
                return index;
            }

            point -= candidates[index].Weight;
        }

        throw new InvalidOperationException("The point lies beyond the weights; their total was wrong.");
    }
}
