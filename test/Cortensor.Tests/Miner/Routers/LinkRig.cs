using System.Diagnostics.Metrics;
using Cortensor.Api.Frames;
using Cortensor.Miner;
using Cortensor.Miner.Routers;
using Cortensor.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Miner.Routers;

/// <summary>One link of a miner to a router server, and what it hears.</summary>
internal sealed class LinkRig : IRouterListener, IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private int _connected;

    public LinkRig(QueueWorld world, Uri url, Address? expected = null)
    {
        MinerIdentity identity = world.Identity(0);
        GatedEngine engine = new();
        // The handshake is real I/O beside a clock that jumps: it must not time out by a jump.
        IOptions<MinerOptions> options = Options.Create(new MinerOptions { HandshakeTimeout = TimeSpan.FromDays(1) });
        RouterLink link = new(
            new RouterEndpoint { Url = url, Router = expected },
            2,
            new Handshake(identity, engine, world.Chain),
            Directory,
            this,
            options,
            world.Clock,
            new MinerInstruments(_services.GetRequiredService<IMeterFactory>()),
            new Random(1),
            NullLogger.Instance
        );
        _run = link.RunAsync(_stop.Token);
    }

    public RouterDirectory Directory { get; } = new();

    public RecordingChannel Heard { get; } = new(default);

    public int Connected => Volatile.Read(ref _connected);

    public void OnFrame(Frame frame, IRouterChannel channel) => Heard.TrySend(frame);

    public void OnConnected() => Interlocked.Increment(ref _connected);

    /// <summary>The channel as soon as the link is up.</summary>
    public Task<IRouterChannel> UntilUpAsync(Address router) =>
        MinerRig.UntilAsync("a connection", () => Task.FromResult(Directory.Find(router)));

    public Task UntilDownAsync(Address router) =>
        MinerRig.UntilAsync("the end of the connection", () => Task.FromResult(Directory.Find(router) is null ? "down" : null));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
        await _services.DisposeAsync();
    }
}
