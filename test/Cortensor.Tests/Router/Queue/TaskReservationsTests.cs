using Cortensor.Primitives;
using Cortensor.Router.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Cortensor.Tests.Router.Queue;

public sealed class TaskReservationsTests
{
    [Fact]
    public async Task Places_follow_each_other_without_gap_and_a_lost_one_takes_the_later_ones_along()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        TaskReservations reservations = host.Services.GetRequiredService<TaskReservations>();
        TaskReservation first = reservations.TryTake(host.Session)!;
        TaskReservation second = reservations.TryTake(host.Session)!;
        TaskReservation third = reservations.TryTake(host.Session)!;
        Assert.Equal([1UL, 2UL, 3UL], new[] { first, second, third }.Select(reservation => reservation.Task.Task.Value));
        Assert.Equal(first.Reveal, Cortensor.Crypto.Keccak256.HashWords(second.Reveal));
        Assert.Equal(second.Reveal, Cortensor.Crypto.Keccak256.HashWords(third.Reveal));

        reservations.Release(second);
        Assert.Equal((true, false, false), (reservations.Stands(first), reservations.Stands(second), reservations.Stands(third)));
        TaskReservation again = reservations.TryTake(host.Session)!;
        Assert.Equal((second.Task, second.Reveal), (again.Task, again.Reveal));
    }

    [Fact]
    public async Task Ids_are_not_given_out_again_before_the_runs_behind_a_lost_place_are_told()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        TaskReservations reservations = host.Services.GetRequiredService<TaskReservations>();
        TaskReservation[] taken =
        [
            reservations.TryTake(host.Session)!,
            reservations.TryTake(host.Session)!,
            reservations.TryTake(host.Session)!,
        ];
        Assert.True(reservations.WhenClearAsync(default).IsCompletedSuccessfully);
        reservations.Release(taken[0]);
        Task clear = reservations.WhenClearAsync(default);
        Assert.False(clear.IsCompleted);
        reservations.Release(taken[1]);
        Assert.False(clear.IsCompleted);
        reservations.Release(taken[2]);
        await clear;
        reservations.Release(taken[2]);
        Assert.True(reservations.WhenClearAsync(default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task One_that_came_through_behind_one_given_up_is_waited_for_until_the_view_shows_it()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        TaskReservations reservations = host.Services.GetRequiredService<TaskReservations>();
        TaskReservation[] taken = [reservations.TryTake(host.Session)!, reservations.TryTake(host.Session)!];
        reservations.Release(taken[0]);
        Task clear = reservations.WhenClearAsync(default);
        reservations.Confirm(taken[1], host.Chain.Current.Head.Number + 1);
        reservations.Prune();
        Assert.False(clear.IsCompleted);
        host.Chain.Mine();
        reservations.Prune();
        await clear;
    }

    [Fact]
    public async Task Sessions_count_their_own_tasks_on_one_line_of_links()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        TaskReservations reservations = host.Services.GetRequiredService<TaskReservations>();
        TaskReservation one = reservations.TryTake(host.Session)!;
        TaskReservation other = reservations.TryTake(new SessionId(9))!;
        Assert.Equal(1UL, other.Task.Task.Value);
        Assert.Equal(one.Reveal, Cortensor.Crypto.Keccak256.HashWords(other.Reveal));
    }
}
