using Cortensor.Crypto;
using Cortensor.Oracle;
using Cortensor.Oracle.Verdicts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Gateway;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Network.Rogues;
using Cortensor.Testing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Testing.Network;

/// <summary>
/// The oracle of a <see cref="TestNetwork"/>, its verdicts served on a free port of loopback. It reads results from the router's gateway.
/// </summary>
public sealed class TestOracle : IAsyncDisposable
{
    private readonly TestNetwork _network;
    private readonly PrivateKey _key;
    private WebApplication? _app;

    internal TestOracle(TestNetwork network, string name)
    {
        (_network, Name) = (network, name);
        _key = TestKeys.Of(name);
        Moves = new SwitchedLedger(network.Chain.As(Address).Queue);
    }

    /// <summary>Its name in the log.</summary>
    public string Name { get; }

    /// <summary>Its account.</summary>
    public Address Address => _key.Address;

    /// <summary>Its moves on chain: where it is stopped or killed.</summary>
    public SwitchedLedger Moves { get; }

    /// <summary>Where it serves verdicts.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>What it found on a task, null when it has not judged it.</summary>
    public Verdict? VerdictOn(TaskKey task) => _app?.Services.GetRequiredService<VerdictStore>().Find(task);

    /// <summary>Stops it; deadlines are nobody's business any more.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is { } app)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    /// <summary>
    /// Ends it where it stands: no begun move ends, and of what it knew nothing is left, since an oracle keeps nothing on disk.
    /// </summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is { } app)
        {
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _key.Dispose();
    }

    /// <summary>Starts it, after a stop with nothing remembered.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders().SetMinimumLevel(_network.Options.LogLevel).AddProvider(_network.Log.Of(Name));
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        MemoryChainOptions chain = _network.Chain.Options;
        TimeProvider clock = _network.ClockOf(Name);
        _ = builder
            .Services.AddSingleton(clock)
            .AddSingleton<INetworkView>(_network.View)
            .AddSingleton<IBlockHashes>(_network.Chain)
            .AddSingleton<IQueueLedger>(Moves)
            .AddSingleton(_network.Chain.As(Address).Pool)
            .AddSingleton(_network.Options.Embedder)
            .AddSingleton<IPayloadSource>(provider => new GatewayPayloadSource(
                _network.Http,
                [_network.Router.Url],
                new LocalSigner(_key),
                NodeDomain.Of(chain.ChainId, chain.Queue),
                new MemoryPayloadStore(),
                () => _network.View.Current.Head.Timestamp,
                clock,
                provider.GetRequiredService<ILogger<GatewayPayloadSource>>()
            ))
            .AddOracle(oracle =>
            {
                oracle.AutoAdmit = true;
                _network.Options.Oracle?.Invoke(oracle);
            });
        _app = builder.Build();
        _ = _app.MapOracle();
        await _app.StartAsync(cancellationToken);
        Url = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }
}
