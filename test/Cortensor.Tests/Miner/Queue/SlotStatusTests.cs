using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Miner.Queue;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Miner.Queue;

public sealed class SlotStatusTests
{
    private static readonly Address Me = new(Enumerable.Repeat((byte)1, Address.Size).ToArray());
    private static readonly Address Other = new(Enumerable.Repeat((byte)2, Address.Size).ToArray());

    [Fact]
    public void A_slot_is_read_from_the_bitmaps_at_its_own_bit()
    {
        QueueTask task = Task([Other, Me], open: 0b11) with { Acked = 0b01, Precommitted = 0b10 };
        Assert.Equal(new SlotStatus(SlotStatusKind.Open, 1, false, true, false), SlotStatus.Of(task, Me));
    }

    [Fact]
    public void Who_has_no_slot_has_no_seat()
    {
        Assert.Equal(SlotStatusKind.None, SlotStatus.Of(null, Me).Kind);
        Assert.Equal(SlotStatusKind.None, SlotStatus.Of(Task([Other], open: 1), Me).Kind);
    }

    [Fact]
    public void A_closed_slot_and_an_ended_task_are_over()
    {
        Assert.Equal(SlotStatusKind.Closed, SlotStatus.Of(Task([Me, Other], open: 0b10), Me).Kind);
        Assert.Equal(SlotStatusKind.Ended, SlotStatus.Of(Task([Me], open: 1) with { Outcome = TaskState.Completed }, Me).Kind);
    }

    [Fact]
    public void Blocks_are_as_far_apart_as_they_were_lately()
    {
        BlockClock clock = new();
        clock.Observe(new ChainHead(1, default, 100));
        Assert.Equal(0u, clock.Seconds);
        clock.Observe(new ChainHead(3, default, 105));
        Assert.Equal(3u, clock.Seconds);
        clock.Observe(new ChainHead(103, default, 110));
        Assert.Equal(0u, clock.Seconds);
    }

    private static QueueTask Task(ImmutableArray<Address> miners, uint open) =>
        new()
        {
            Key = new TaskKey(new SessionId(1), new TaskId(1)),
            Router = default,
            RequestDigest = Keccak256.HashText("request"),
            Ceiling = default,
            InputPrice = 0,
            OutputPrice = 0,
            MaxTokens = 1,
            Redundancy = (byte)miners.Length,
            CreatedAt = 1,
            Open = open,
            Slots = [.. miners.Select((miner, node) => new TaskSlot((byte)node, miner))],
        };
}
