using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Protocol.Queue.Moves;

public sealed class AssignTests
{
    [Fact]
    public void Assigning_opens_slots_and_starts_the_clocks()
    {
        Scene scene = new Scene(2).At(Scene.Start + 3);

        Assert.Null(scene.Assign(Scene.Router, 5, 1));

        Assert.Equal(0b11u, scene.Task.Open);
        Assert.Equal([5, 1], scene.Task.Slots.Select(static slot => (int)slot.Node));
        Assert.Equal(Scene.Account(5), scene.Task.Slots[0].Miner);
        Assert.Equal(1, scene.Task.Round);
        Assert.Equal(Scene.Start + 3 + 5, scene.Task.AckDeadline);
        Assert.Equal(Scene.Start + 3 + 30 + 10, scene.Task.PrecommitDeadline); // 80 tokens at 8 a second
    }

    [Fact]
    public void Generation_time_is_rounded_up()
    {
        Scene scene = new(1);
        QueueTask longer = scene.Task with { MaxTokens = 81 };
        Assert.Equal(
            Scene.Start + 30 + 11,
            TaskTransitions
                .Assign(longer, Scene.Parameters, new(Scene.Router, Scene.Start, 1, IsRouter: true), [0], new AssignFacts(Scene.Account))
                .Value!.PrecommitDeadline
        );
    }

    [Fact]
    public void The_router_may_always_the_oracle_after_the_window_anyone_after_the_grace()
    {
        Assert.Equal("TaskCallerNotAllowed", new Scene(1).At(Scene.Start + 10).Assign(Scene.Oracle, 0));
        Assert.Null(new Scene(1).At(Scene.Start + 11).Assign(Scene.Oracle, 0));
        Assert.Equal("TaskCallerNotAllowed", new Scene(1).At(Scene.Start + 15).Assign(Scene.Stranger, 0));
        Assert.Null(new Scene(1).At(Scene.Start + 16).Assign(Scene.Stranger, 0));
    }

    [Fact]
    public void A_router_less_task_waits_for_its_seed_block()
    {
        Scene scene = new(1, routed: false) { Block = 11 };
        Assert.Equal("TaskCallerNotAllowed", scene.Assign(Scene.Router, 0));
        Assert.Equal("TaskSeedUnknown", scene.Assign(Scene.Oracle, 0));

        scene.Block = 12;
        Assert.Null(scene.Assign(Scene.Oracle, 0));
        Assert.Equal(
            SelectionSeed.Of(Cortensor.Crypto.Keccak256.HashText("block"), scene.Task.RequestDigest, Scene.Key),
            scene.Task.SelectionSeed
        );
    }

    [Fact]
    public void The_count_must_fit_the_vacancies()
    {
        Assert.Equal("TaskNodeCountOutOfRange", new Scene(2).Assign(Scene.Router));
        Assert.Equal("TaskNodeCountOutOfRange", new Scene(2).Assign(Scene.Router, 0, 1, 2));
        Assert.Equal("TaskNodeCountOutOfRange", new Scene(2).Assigned().Assign(Scene.Router, 2));
    }

    [Fact]
    public void Nodes_are_eligible_and_asked_once()
    {
        Scene scene = new(2);
        scene.Retire(1);
        Assert.Equal("TaskNodeNotEligible", scene.Assign(Scene.Router, 0, 1));
        Assert.Equal("TaskNodeNotEligible", scene.Assign(Scene.Router, 0, 0));
        Assert.Null(scene.Assign(Scene.Router, 0));
        Assert.Null(scene.Decline(0));
        Assert.Equal("TaskNodeNotEligible", scene.Assign(Scene.Router, 0));
    }

    [Fact]
    public void There_are_three_rounds()
    {
        Scene scene = new(1);
        for (byte node = 0; node < 3; node++)
        {
            Assert.Null(scene.Assign(Scene.Router, node));
            Assert.Null(scene.Decline(node));
        }

        Assert.Equal("TaskRoundsExhausted", scene.Assign(Scene.Router, 3));
        Assert.Null(scene.Fail(Scene.Stranger, FailReason.NotAssigned));
    }

    [Fact]
    public void A_later_round_gives_every_open_slot_a_fresh_deadline()
    {
        Scene scene = new Scene(2).Assigned().Precommitted(0);
        Assert.Null(scene.Decline(1));
        scene.At(Scene.Start + 20);
        Assert.Null(scene.Assign(Scene.Router, 2));
        Assert.Equal(Scene.Start + 20 + 40, scene.Task.PrecommitDeadline);
        Assert.Equal(0b101u, scene.Task.Open);
        Assert.Equal(Hash32.Zero, scene.Task.Slots[2].Commitment);
    }

    [Fact]
    public void Nothing_is_assigned_once_all_have_precommitted() =>
        Assert.Equal("TaskUnexpectedState", new Scene(1).Assigned().Precommitted(0).Assign(Scene.Router, 1));
}
