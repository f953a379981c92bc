using System.Net.WebSockets;
using Cortensor.Api.Frames;
using Cortensor.Miner.Routers;
using Cortensor.Primitives;

namespace Cortensor.Tests.Miner.Routers;

/// <summary>A miner's link over a real socket.</summary>
public sealed class RouterLinkTests : IAsyncLifetime
{
    private QueueWorld _world = null!;
    private RouterServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await QueueWorld.StartAsync(1, 1);
        _server = await RouterServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _world.Dispose();
    }

    [Fact]
    public async Task A_miner_proves_who_it_is_and_frames_go_both_ways()
    {
        await using LinkRig rig = new(_world, _server.Url, _world.Router.Address);
        RouterSide router = await _server.AcceptAsync();
        HelloFrame hello = await router.WelcomeAsync(_world, credits: 7);
        Assert.Equal((_world.Miners[0].Address, 2, QueueWorld.Model), (hello.Node, hello.Slots, Assert.Single(hello.Models)));
        IRouterChannel channel = await rig.UntilUpAsync(_world.Router.Address);
        Assert.Equal(7, channel.Credits);

        await router.SendAsync(new CancelFrame(new SessionId(1), new TaskId(2), "test"));
        Assert.Equal(new TaskId(2), (await rig.Heard.UntilAsync<CancelFrame>()).Task);
        Assert.True(channel.TrySend(new AckFrame(new SessionId(1), new TaskId(3))));
        Assert.Equal(new TaskId(3), (await router.ExpectAsync<AckFrame>()).Task);
        Assert.Equal(1, rig.Connected);
    }

    [Theory]
    [InlineData("chain")]
    [InlineData("queue")]
    [InlineData("version")]
    [InlineData("role")]
    [InlineData("expected")]
    public async Task Nothing_is_signed_for_a_stranger(string fault)
    {
        await using LinkRig rig = new(_world, _server.Url, fault == "expected" ? _world.Owner.Address : null);
        RouterSide router = await _server.AcceptAsync();
        ChallengeFrame honest = router.Challenge(_world);
        await router.SendAsync(
            fault switch
            {
                "chain" => honest with { ChainId = honest.ChainId + 1 },
                "queue" => honest with { Queue = _world.Owner.Address },
                "version" => honest with { Version = 99 },
                "role" => honest with { Router = _world.Owner.Address },
                _ => honest,
            }
        );
        Assert.Empty(await router.DrainAsync());
        Assert.Equal(0, rig.Connected);
    }

    [Fact]
    public async Task A_lost_router_is_dialled_again()
    {
        await using LinkRig rig = new(_world, _server.Url);
        RouterSide first = await _server.AcceptAsync();
        _ = await first.WelcomeAsync(_world);
        _ = await rig.UntilUpAsync(_world.Router.Address);
        first.Cut();
        await rig.UntilDownAsync(_world.Router.Address);
        Assert.False(_server.TryAccept(out _));
        RouterSide second = await MinerRig.UntilAsync(
            "a second call",
            () =>
            {
                _world.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(_server.TryAccept(out RouterSide? side) ? side : null);
            }
        );
        _ = await second.WelcomeAsync(_world);
        _ = await rig.UntilUpAsync(_world.Router.Address);
        Assert.Equal(2, rig.Connected);
    }

    [Fact]
    public async Task A_router_that_pings_is_alive_and_one_that_falls_silent_is_left()
    {
        await using LinkRig rig = new(_world, _server.Url);
        RouterSide router = await _server.AcceptAsync();
        _ = await router.WelcomeAsync(_world, pingSeconds: 10);
        _ = await rig.UntilUpAsync(_world.Router.Address);
        for (ulong ping = 0; ping < 4; ping++)
        {
            await router.SendAsync(new PingFrame(ping));
            PongFrame pong = await router.ExpectAsync<PongFrame>();
            Assert.Equal((ping, 0), (pong.Nonce, pong.Work?.Running));
            _world.Clock.Advance(TimeSpan.FromSeconds(29));
        }

        Assert.NotNull(rig.Directory.Find(_world.Router.Address));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.UntilDownAsync(_world.Router.Address);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text, Frame.MaxBytes + 1)]
    [InlineData(WebSocketMessageType.Binary, 10)]
    [InlineData(WebSocketMessageType.Text, 10)]
    public async Task What_is_no_frame_ends_the_connection(WebSocketMessageType type, int bytes)
    {
        await using LinkRig rig = new(_world, _server.Url);
        RouterSide router = await _server.AcceptAsync();
        _ = await router.WelcomeAsync(_world);
        _ = await rig.UntilUpAsync(_world.Router.Address);
        byte[] rubbish = new byte[bytes];
        rubbish.AsSpan().Fill((byte)' ');
        await router.SendAsync(rubbish, type);
        Assert.Empty(await router.DrainAsync());
        await rig.UntilDownAsync(_world.Router.Address);
        Assert.Empty(rig.Heard.Frames);
    }

    [Fact]
    public async Task A_welcome_without_credits_is_no_welcome()
    {
        await using LinkRig rig = new(_world, _server.Url);
        RouterSide router = await _server.AcceptAsync();
        _ = await router.WelcomeAsync(_world, credits: 0);
        Assert.Empty(await router.DrainAsync());
        Assert.Equal(0, rig.Connected);
    }
}
