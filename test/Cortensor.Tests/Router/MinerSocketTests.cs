using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Cortensor.Api.Frames;
using Cortensor.Api.Native;
using Cortensor.Router.Miners;
using Microsoft.Extensions.DependencyInjection;

namespace Cortensor.Tests.Router;

public sealed class MinerSocketTests
{
    [Fact]
    public async Task A_hello_that_is_not_the_node_s_is_refused()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        await using FakeMiner impostor = await FakeMiner.ConnectAsync(host.Url, RouterHost.MinerKey(0));
        await impostor.SendAsync(impostor.SignHello(RouterHost.OwnerKey));
        ErrorFrame word = Assert.IsType<ErrorFrame>(await impostor.LastWordAsync());
        Assert.Equal("node_refused", word.Code);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, impostor.CloseStatus);
        Assert.Equal(0, host.Services.GetRequiredService<MinerHub>().Count);
    }

    [Fact]
    public async Task A_hello_for_another_challenge_is_refused()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        await using FakeMiner first = await FakeMiner.ConnectAsync(host.Url, RouterHost.MinerKey(0));
        await using FakeMiner second = await FakeMiner.ConnectAsync(host.Url, RouterHost.MinerKey(0));
        await second.SendAsync(first.SignHello(RouterHost.MinerKey(0)));
        Assert.Equal("node_refused", Assert.IsType<ErrorFrame>(await second.LastWordAsync()).Code);
    }

    [Fact]
    public async Task A_node_that_the_pool_does_not_know_is_refused()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        await using FakeMiner stranger = await FakeMiner.ConnectAsync(host.Url, RouterHost.MinerKey(50));
        await stranger.SendAsync(stranger.SignHello(RouterHost.MinerKey(50)));
        Assert.Equal("node_refused", Assert.IsType<ErrorFrame>(await stranger.LastWordAsync()).Code);
    }

    [Fact]
    public async Task The_first_frame_must_be_hello()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        await using FakeMiner miner = await FakeMiner.ConnectAsync(host.Url, RouterHost.MinerKey(0));
        await miner.SendAsync(new PongFrame(1));
        Assert.Equal("invalid_frame", Assert.IsType<ErrorFrame>(await miner.LastWordAsync()).Code);
    }

    [Fact]
    public async Task Silence_instead_of_hello_ends_the_connection()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        await using FakeMiner miner = await FakeMiner.ConnectAsync(host.Url, RouterHost.MinerKey(0));
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("node_refused", Assert.IsType<ErrorFrame>(await miner.LastWordAsync()).Code);
    }

    [Fact]
    public async Task A_frame_over_the_limit_ends_the_connection()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        FakeMiner miner = await host.ConnectAsync(0);
        await miner.SendAsync(new byte[Frame.MaxBytes + (64 * 1024)]);
        Assert.Equal("invalid_frame", Assert.IsType<ErrorFrame>(await miner.LastWordAsync()).Code);
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, miner.CloseStatus);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{\"type\":\"no_such_frame\"}")]
    [InlineData("{\"type\":\"token\",\"session\":1}")]
    [InlineData("{\"type\":\"hello_ack\",\"credits\":1,\"ping_seconds\":1}")]
    public async Task A_frame_that_cannot_be_read_or_is_not_allowed_ends_the_connection(string text)
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        FakeMiner miner = await host.ConnectAsync(0);
        await miner.SendAsync(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal("invalid_frame", Assert.IsType<ErrorFrame>(await miner.LastWordAsync()).Code);
    }

    [Fact]
    public async Task The_newest_connection_of_a_node_wins()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        FakeMiner older = await host.ConnectAsync(0);
        FakeMiner newer = await host.ConnectAsync(0);
        Assert.Equal("node_refused", Assert.IsType<ErrorFrame>(await older.LastWordAsync()).Code);
        await newer.SendAsync(new PingFrame(5));
        Assert.Equal(5UL, (await newer.ExpectAsync<PongFrame>()).Nonce);
        Assert.Equal(1, host.Services.GetRequiredService<MinerHub>().Count);
    }

    [Fact]
    public async Task What_a_pong_says_of_the_work_is_shown()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        FakeMiner miner = await host.ConnectAsync(0);
        await AssertServedAsync(miner);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        PingFrame ping = await miner.ExpectAsync<PingFrame>();
        await miner.SendAsync(new PongFrame(ping.Nonce, new NodeWorkStats(3, 2, 1, 40, 12.5)));
        await miner.SendAsync(new PingFrame(5));
        _ = await miner.ExpectAsync<PongFrame>(); // the pong before it has been read
        using JsonDocument miners = JsonDocument.Parse(
            await host.Client.GetStringAsync(new Uri("/api/v1/miners", UriKind.Relative), TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            """{"held":3,"running":2,"waiting":1,"answers":40,"tokens_per_second":12.5}""",
            miners.RootElement.GetProperty("nodes").GetProperty(miner.Address.ToString()).GetProperty("work").GetRawText()
        );
    }

    [Fact]
    public async Task A_miner_that_answers_no_ping_is_cut_off()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        FakeMiner miner = await host.ConnectAsync(0);
        await AssertServedAsync(miner);
        MinerConnection connection = host.Services.GetRequiredService<MinerHub>().Find(miner.Address)!;
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await connection.Ended.WaitAsync(RouterHost.Timeout);
        Assert.Equal(0, host.Services.GetRequiredService<MinerHub>().Count);
    }

    [Fact]
    public async Task A_plain_request_is_told_that_the_path_speaks_websocket()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        using HttpResponseMessage response = await host.Client.GetAsync(new Uri("/ws/miner", UriKind.Relative));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (response.StatusCode, await StreamTests.CodeAsync(response)));
    }

    [Fact]
    public async Task Stopping_closes_the_sockets_with_a_word()
    {
        RouterHost host = await RouterHost.StartAsync(connect: false);
        FakeMiner miner = await host.ConnectAsync(0);
        Task<Frame?> last = miner.LastWordAsync();
        await host.StopAsync();
        _ = await last;
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, miner.CloseStatus);
        await host.DisposeAsync();
    }

    // The welcome is sent before the router serves the connection and watches its silence: an answered ping says that it does.
    private static async Task AssertServedAsync(FakeMiner miner)
    {
        await miner.SendAsync(new PingFrame(1));
        Assert.Equal(1UL, (await miner.ExpectAsync<PongFrame>()).Nonce);
    }
}
