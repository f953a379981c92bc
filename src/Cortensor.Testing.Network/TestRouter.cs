using System.Net;
using System.Net.Sockets;
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
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
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

    private readonly TestNetwork _network;
    private readonly PrivateKey _key = TestKeys.Of(LogName);
    private RouterLife? _life;
    private ulong _lives;

    internal TestRouter(TestNetwork network) => _network = network;

    /// <summary>Its account.</summary>
    public Address Address => _key.Address;

    /// <summary>Where it answers.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Where miners dial.</summary>
    public Uri SocketUrl => new UriBuilder(Url) { Scheme = "ws", Path = "/ws/miner" }.Uri;

    /// <summary>What it stores.</summary>
    public MemoryPayloadStore Store { get; } = new();

    /// <summary>Whether it runs.</summary>
    public bool IsAlive => _life is not null;

    /// <summary>As <c>kill -9</c>: nobody is told, and of what it knew only <see cref="Store"/> and its key are left.</summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _life, null) is { } life)
        {
            await life.EndAsync();
        }
    }

    /// <summary>
    /// Stops it as an operator would. What it waits for while it stops, it waits for by the network's clock, which therefore moves.
    /// </summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _life, null) is not { } life)
        {
            return;
        }

        await _network.WhileTimePassesAsync(life.App.StopAsync());
        await life.App.DisposeAsync();
    }

    /// <summary>
    /// Starts it again at the same address and waits until every miner that lives has dialled it. They dial by the network's clock, which
    /// therefore moves.
    /// </summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        long before = _network.Log.Count;
        await StartAsync(cancellationToken);
        Task back = Task.WhenAll(
            _network
                .Miners.Where(static miner => miner.IsAlive)
                .Select(miner =>
                    _network.Log.WaitForAsync(
                        $"{miner.Name} back",
                        line => line.Node == miner.Name && line.Event == "RouterConnected" && line.Number > before,
                        cancellationToken
                    )
                )
        );
        await _network.WhileTimePassesAsync(back);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _key.Dispose();
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        RouterLife life = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder
            .Logging.ClearProviders()
            .SetMinimumLevel(_network.Options.LogLevel)
            .AddProvider(_network.Log.Of(LogName, () => life.IsOver));
        // The first time any free port, later the one that miners and clients know.
        _ = builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _lives == 0 ? 0 : Url.Port, life.Watch));
        _ = builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = Bind);
        IPayloadStore store = _network.Options.RouterStore(Store);
        AddServices(builder.Services, store);
        WebApplication app = life.App = builder.Build();
        _ = app.UseRouter();
        _ = app.MapRouter();
        _ = app.MapGateway(
            new PayloadBlocks(store),
            new RouterGatewayAccess(app.Services.GetRequiredService<PayloadAccess>()),
            new GatewayOptions { PeerId = PeerIds.Of(_key.PublicKey) },
            app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Cortensor.Storage.Gateway")
        );
        _life = life;
        await app.StartAsync(cancellationToken);
        _lives++;
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    private Socket Bind(EndPoint endpoint)
    {
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (_network.Options.RouterSendBuffer is int bytes)
        {
            socket.SendBufferSize = bytes; // Those it accepts have it too.
        }

        return socket;
    }

    private void AddServices(IServiceCollection services, IPayloadStore store)
    {
        MemoryChainOptions chain = _network.Chain.Options;
        _ = services
            .AddSingleton(_network.ClockOf(LogName))
            .AddSingleton<INetworkView>(_network.View)
            .AddSingleton(_network.Options.RouterLedger(_network.Chain.As(Address).Queue))
            .AddSingleton(store)
            .AddSingleton<ISigner>(new LocalSigner(_key))
            .AddSingleton(_network.Options.Embedder)
            .AddSingleton<IEntropy>(new SeededEntropy(_network.Options.Seed + (_lives << 32)))
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
        new()
        {
            Name = "test",
            Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
            Sessions = sessions,
        };
}
