using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortensor.Tests.Miner.Routers;

/// <summary>A router made by hand: a real WebSocket server on a free port that says only what the test tells it to say.</summary>
internal sealed class RouterServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<RouterSide> _connections = Channel.CreateBounded<RouterSide>(16);

    private readonly ConcurrentBag<RouterSide> _sides = [];

    private RouterServer(WebApplication app) => _app = app;

    public Uri Url => new UriBuilder(_app.Urls.First()) { Scheme = "ws", Path = "/ws/miner" }.Uri;

    public static async Task<RouterServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        RouterServer server = new(app);
        _ = app.UseWebSockets();
        _ = app.Map(
            "/ws/miner",
            async context =>
            {
                using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
                RouterSide side = new(socket);
                server._sides.Add(side);
                await server._connections.Writer.WriteAsync(side);
                await side.Over;
            }
        );
        await app.StartAsync();
        return server;
    }

    /// <summary>The next connection a miner makes.</summary>
    public async Task<RouterSide> AcceptAsync()
    {
        using CancellationTokenSource late = new(RouterSide.Timeout);
        return await _connections.Reader.ReadAsync(late.Token);
    }

    public bool TryAccept(out RouterSide? side) => _connections.Reader.TryRead(out side);

    public async ValueTask DisposeAsync()
    {
        foreach (RouterSide side in _sides)
        {
            side.Cut();
        }

        await _app.DisposeAsync();
    }
}
