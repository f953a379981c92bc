using System.Security.Cryptography;
using System.Text;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Storage;
using Cortensor.Router;
using Cortensor.Router.Access;
using Cortensor.Router.Chance;
using Cortensor.Router.Keys;
using Cortensor.Storage.Gateway;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Testing.Network;

/// <summary>The router of a <see cref="TestNetwork"/> on a free port of loopback, with the gateway of a node.</summary>
public sealed class TestRouter : IAsyncDisposable
{
    private const string LogName = "router";
    private const int HashChainLength = 256;

    /// <summary>Pings by a clock that jumps would take every miner for dead.</summary>
    private static readonly TimeSpan PingInterval = TimeSpan.FromHours(1);

    private static readonly TimeSpan StopStep = TimeSpan.FromMilliseconds(10);
    private const int StopSteps = 2_000;

    private readonly TestNetwork _network;
    private readonly PrivateKey _key = TestKeys.Of(LogName);
    private WebApplication? _app;

    internal TestRouter(TestNetwork network) => _network = network;

    /// <summary>Its account.</summary>
    public Address Address => _key.Address;

    /// <summary>Where it answers.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Where miners dial.</summary>
    public Uri SocketUrl => new UriBuilder(Url) { Scheme = "ws", Path = "/ws/miner" }.Uri;

    /// <summary>What it stores.</summary>
    public MemoryPayloadStore Store { get; } = new();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            Task stopping = _app.StopAsync();
            // What it waits for while it stops, it waits for by the network's clock.
            for (int step = 0; step < StopSteps && !stopping.IsCompleted; step++)
            {
                _ = await Task.WhenAny(stopping, Task.Delay(StopStep, TimeProvider.System));
                _network.Clock.Advance(StopStep);
            }

            await stopping;
            await _app.DisposeAsync();
        }

        _key.Dispose();
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders().SetMinimumLevel(_network.Options.LogLevel).AddProvider(_network.Log.Of(LogName));
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        AddServices(builder.Services);
        _app = builder.Build();
        _ = _app.UseRouter();
        _ = _app.MapRouter();
        _ = _app.MapGateway(
            new PayloadBlocks(Store),
            new RouterGatewayAccess(_app.Services.GetRequiredService<PayloadAccess>()),
            new GatewayOptions { PeerId = PeerIds.Of(_key.PublicKey) },
            _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Cortensor.Storage.Gateway"));
        await _app.StartAsync(cancellationToken);
        Url = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    private void AddServices(IServiceCollection services)
    {
        MemoryChainOptions chain = _network.Chain.Options;
        _ = services
            .AddSingleton(_network.ClockOf(LogName))
            .AddSingleton<INetworkView>(_network.View)
            .AddSingleton(_network.Options.RouterLedger(_network.Chain.As(Address).Queue))
            .AddSingleton<IPayloadStore>(Store)
            .AddSingleton<ISigner>(new LocalSigner(_key))
            .AddSingleton(_network.Options.Embedder)
            .AddSingleton<IEntropy>(new SeededEntropy(_network.Options.Seed))
            .AddSingleton(new RouterNetwork(chain.ChainId, chain.Queue, new Dictionary<string, Address> { ["SessionQueue"] = chain.Queue }))
            .AddSingleton(new RouterSecret(Keccak256.HashText("test network")))
            .AddRouter(router =>
            {
                router.HashChainLength = HashChainLength;
                router.PingInterval = PingInterval;
                router.Models = [new RouterModel { Id = TestNetwork.Model.Value, ContextTokens = _network.Options.ContextTokens }];
                router.Keys = [KeyOf(TestNetwork.ApiKey, _network.Session.Value)];
                _network.Options.Router?.Invoke(router);
            });
    }

    private static ApiKeyOptions KeyOf(string key, params ulong[] sessions) =>
        new() { Name = "test", Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))), Sessions = sessions };
}
