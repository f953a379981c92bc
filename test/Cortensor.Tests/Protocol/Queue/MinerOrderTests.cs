using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Queue;

public sealed class MinerOrderTests
{
    private static readonly Hash32 Model = Keccak256.HashText("model");

    [Fact]
    public void The_order_is_a_permutation_that_the_seed_decides()
    {
        MinerCandidate[] candidates = [.. Enumerable.Range(0, 256).Select(static node => new MinerCandidate((byte)node, 1))];
        ImmutableArray<byte> order = MinerOrder.Of(Model, candidates);
        Assert.Equal(Enumerable.Range(0, 256), order.Select(static node => (int)node).Order());
        Assert.Equal(order, MinerOrder.Of(Model, candidates));
        Assert.NotEqual(order, MinerOrder.Of(Keccak256.Empty, candidates));
    }

    [Fact]
    public void The_order_is_frozen() // anyone must compute the same, in every later version
    {
        MinerCandidate[] candidates = [.. Enumerable.Range(0, 8).Select(static node => new MinerCandidate((byte)node, (uint)node + 1))];
        Assert.Equal(Golden, string.Join(' ', MinerOrder.Of(Keccak256.HashText("golden"), candidates)));
    }

    [Fact]
    public void A_weight_is_a_chance()
    {
        MinerCandidate[] candidates = [new(0, 1), new(1, 3)];
        int first = Enumerable.Range(0, 4_000).Count(seed => MinerOrder.Of(Keccak256.HashWords((ulong)seed), candidates)[0] == 1);
        Assert.InRange(first, 2_880, 3_120); // 3,000 expected, four standard deviations are 110
    }

    [Fact]
    public void Nobody_is_no_order() => Assert.Empty(MinerOrder.Of(Model, []));

    [Fact]
    public void The_next_nodes_are_eligible_and_new()
    {
        ImmutableDictionary<Address, PoolNode> pool = Enumerable
            .Range(0, 6)
            .Select(static index => Node((byte)index, index == 3 ? PoolState.Stale : PoolState.Ephemeral))
            .ToImmutableDictionary(static node => node.Address);
        SessionInfo session = new()
        {
            Id = new SessionId(1),
            Owner = Scene.Owner,
            Config = new SessionConfig
            {
                Name = "x",
                ModelId = Model,
                MaxPricePer1kInput = default,
                MaxPricePer1kOutput = default,
            },
            Nodes = [Scene.Account(0), Scene.Account(1), Address.Zero, Scene.Account(3), Scene.Account(4), Scene.Account(5)],
        };
        QueueTask task = new Scene(2).Assigned().Task;

        ImmutableArray<byte> all = MinerOrder.Next(Model, session, pool, null, 16);
        ImmutableArray<byte> next = MinerOrder.Next(Model, session, pool, task, 16);

        Assert.Equal([0, 1, 4, 5], all.Select(static node => (int)node).Order());
        Assert.Equal(all.Where(static node => node > 1), next);
        Assert.Equal(next[..1], MinerOrder.Next(Model, session, pool, task, 1));
    }

    private const string Golden = "1 4 2 7 5 6 0 3"; // computed once by a separate implementation

    private static PoolNode Node(byte index, PoolState state) => new(Scene.Account(index), state, index, 1, [Model]);
}
