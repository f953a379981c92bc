using Cortensor.Primitives;
using Cortensor.Router.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Cortensor.Tests.Router.Queue;

public sealed class PlaceBookTests
{
    [Fact]
    public async Task Places_follow_each_other_without_gap_and_a_lost_one_takes_the_later_ones_along()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        PlaceBook book = host.Services.GetRequiredService<PlaceBook>();
        Place first = book.TryTake(host.Session)!;
        Place second = book.TryTake(host.Session)!;
        Place third = book.TryTake(host.Session)!;
        Assert.Equal([1UL, 2UL, 3UL], new[] { first, second, third }.Select(place => place.Task.Task.Value));
        Assert.Equal(first.Reveal, Cortensor.Crypto.Keccak256.HashWords(second.Reveal));
        Assert.Equal(second.Reveal, Cortensor.Crypto.Keccak256.HashWords(third.Reveal));

        book.Release(second);
        Assert.Equal((true, false, false), (book.Stands(first), book.Stands(second), book.Stands(third)));
        Place again = book.TryTake(host.Session)!;
        Assert.Equal((second.Task, second.Reveal), (again.Task, again.Reveal));
    }

    [Fact]
    public async Task Ids_are_not_given_out_again_before_the_runs_behind_a_lost_place_are_told()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        PlaceBook book = host.Services.GetRequiredService<PlaceBook>();
        Place[] places = [book.TryTake(host.Session)!, book.TryTake(host.Session)!, book.TryTake(host.Session)!];
        Assert.True(book.WhenClearAsync(default).IsCompletedSuccessfully);
        book.Release(places[0]);
        Task clear = book.WhenClearAsync(default);
        Assert.False(clear.IsCompleted);
        book.Release(places[1]);
        Assert.False(clear.IsCompleted);
        book.Release(places[2]);
        await clear;
        book.Release(places[2]);
        Assert.True(book.WhenClearAsync(default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task One_that_came_through_behind_one_given_up_is_waited_for_until_the_view_shows_it()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        PlaceBook book = host.Services.GetRequiredService<PlaceBook>();
        Place[] places = [book.TryTake(host.Session)!, book.TryTake(host.Session)!];
        book.Release(places[0]);
        Task clear = book.WhenClearAsync(default);
        book.Confirm(places[1], host.Chain.Current.Head.Number + 1);
        book.Prune();
        Assert.False(clear.IsCompleted);
        host.Chain.Mine();
        book.Prune();
        await clear;
    }

    [Fact]
    public async Task Sessions_count_their_own_tasks_on_one_line_of_links()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        PlaceBook book = host.Services.GetRequiredService<PlaceBook>();
        Place one = book.TryTake(host.Session)!;
        Place other = book.TryTake(new SessionId(9))!;
        Assert.Equal(1UL, other.Task.Task.Value);
        Assert.Equal(one.Reveal, Cortensor.Crypto.Keccak256.HashWords(other.Reveal));
    }
}
