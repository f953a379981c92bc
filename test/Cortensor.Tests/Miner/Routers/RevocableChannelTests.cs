using Cortensor.Api.Frames;
using Cortensor.Miner.Routers;
using Cortensor.Primitives;

namespace Cortensor.Tests.Miner.Routers;

public sealed class RevocableChannelTests
{
    private static readonly AckFrame Frame = new(new SessionId(1), new TaskId(1));

    [Fact]
    public async Task A_silenced_order_says_nothing_and_its_successor_does()
    {
        RecordingChannel channel = new(default);
        RevocableChannel old = new(channel);
        Assert.True(old.TrySend(Frame));
        old.Silence();
        Assert.False(old.TrySend(Frame));
        Assert.False(await old.SendAsync(Frame, default));
        Assert.True(await new RevocableChannel(channel).SendAsync(Frame, default));
        Assert.Equal(2, channel.Frames.Count);
    }

    [Fact]
    public async Task One_that_waits_for_room_gives_up_when_silenced_and_when_the_connection_goes()
    {
        FullChannel full = new();
        RevocableChannel channel = new(full);
        ValueTask<bool> sending = channel.SendAsync(Frame, default);
        Assert.False(sending.IsCompleted);
        channel.Silence();
        full.Room.SetResult(true);
        Assert.False(await sending);

        FullChannel gone = new();
        ValueTask<bool> other = new RevocableChannel(gone).SendAsync(Frame, default);
        gone.Room.SetResult(false);
        Assert.False(await other);
    }

    [Fact]
    public void A_router_silences_its_own_order_only()
    {
        RecordingChannel one = new(new Address(Enumerable.Repeat((byte)1, Address.Size).ToArray()));
        RecordingChannel two = new(new Address(Enumerable.Repeat((byte)2, Address.Size).ToArray()));
        RevocableChannels voices = new();
        RevocableChannel first = voices.Replace(one);
        Assert.False(voices.Silence(two.Router));
        RevocableChannel other = voices.Replace(two);
        Assert.True(first.TrySend(Frame));
        RevocableChannel second = voices.Replace(one);
        Assert.False(first.TrySend(Frame));
        Assert.True(voices.Silence(one.Router));
        Assert.False(second.TrySend(Frame));
        Assert.True(other.TrySend(Frame));
    }

    /// <summary>A connection whose queue stays full.</summary>
    private sealed class FullChannel : IRouterChannel
    {
        public TaskCompletionSource<bool> Room { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Address Router => default;

        public int Credits => 1;

        public bool TrySend(Frame frame) => false;

        public ValueTask<bool> SendAsync(Frame frame, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public async ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken) => await Room.Task.WaitAsync(cancellationToken);
    }
}
