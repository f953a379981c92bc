using Cortensor.Crypto;
using Cortensor.Miner;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Gateway;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Network.Rogues;
using Cortensor.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortensor.Testing.Network;

/// <summary>
/// One miner of a <see cref="TestNetwork"/>: the role as a node hosts it, over its own key, engine and journal. Key, engine and journal
/// outlive a kill.
/// </summary>
public sealed class TestMiner : IAsyncDisposable
{
    private readonly TestNetwork _network;
    private readonly PrivateKey _key;
    private readonly IInferenceEngine? _engine;
    private readonly SemaphoreSlim _gate = new(1);
    private IHost? _host;

    internal TestMiner(TestNetwork network, int index)
    {
        _network = network;
        _engine = network.Options.Engines(index);
        _key = TestKeys.Of($"miner {index}");
        Name = $"miner {index}";
        Engine = new TestEngine(network.Options, network.Clock);
        Moves = new SwitchedLedger(network.Chain.As(Address).Queue);
    }

    /// <summary>Its name in the log.</summary>
    public string Name { get; }

    /// <summary>Its account.</summary>
    public Address Address => _key.Address;

    /// <summary>What it answers with.</summary>
    public TestEngine Engine { get; }

    /// <summary>Its moves on chain, through which it misbehaves.</summary>
    public SwitchedLedger Moves { get; }

    /// <summary>Where it keeps its results.</summary>
    public MemoryResultJournal Journal { get; } = new();

    /// <summary>The disk under its journal.</summary>
    public TestDisk Disk { get; } = new();

    /// <summary>Whether it runs.</summary>
    public bool IsAlive => _host is not null;

    /// <summary>
    /// Stops it where it stands; router and chain hear nothing from it any more. Of what it knew only the journal and its key are left.
    /// </summary>
    public async Task KillAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (Interlocked.Exchange(ref _host, null) is not { } host)
            {
                return;
            }
            // No time for an orderly end: what stops on its own accord does, the rest is cut off.
            await host.StopAsync(new CancellationToken(canceled: true));
            host.Dispose();
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <summary>
    /// Stops it as an operator would. What it waits for while it stops, it waits for by the network's clock, which therefore moves.
    /// </summary>
    public async Task StopAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (Interlocked.Exchange(ref _host, null) is not { } host)
            {
                return;
            }

            await _network.WhileTimePassesAsync(host.StopAsync());
            host.Dispose();
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <summary>Signs in its name, for what a test says by hand.</summary>
    public Signature Sign(Hash32 digest) => _key.Sign(digest);

    /// <summary>Starts it again over the same key and journal, and waits until its router has it back.</summary>
    public Task RestartAsync(CancellationToken cancellationToken = default) => StartAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Engine.DisposeAsync();
        _gate.Dispose();
        _key.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Address})";

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_host is not null)
            {
                return;
            }

            long before = _network.Log.Count;
            _host = Build();
            await _host.StartAsync(cancellationToken);
            _ = await _network.Log.WaitForAsync(
                $"{Name} connected",
                line => line.Node == Name && line.Event == "RouterConnected" && line.Number > before,
                cancellationToken
            );
            // The router welcomes first and counts it then: a prompt in between would find one miner too few.
            _ = await _network.Log.WaitForAsync(
                $"the router serving {Name}",
                line =>
                    line.Event == "MinerConnected"
                    && line.Number > before
                    && line.Text.Contains(Address.ToString(), StringComparison.OrdinalIgnoreCase),
                cancellationToken
            );
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    private IHost Build()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        _ = builder.Logging.SetMinimumLevel(_network.Options.LogLevel).AddProvider(_network.Log.Of(Name));
        MemoryChainOptions chain = _network.Chain.Options;
        LocalSigner signer = new(_key);
        TimeProvider clock = _network.ClockOf(Name);
        _ = builder
            .Services.AddSingleton(clock)
            .AddSingleton<INetworkView>(_network.View)
            .AddSingleton<IQueueLedger>(Moves)
            .AddSingleton(_network.Chain.As(Address).Pool)
            .AddSingleton(_engine ?? Engine)
            .AddSingleton<IResultJournal>(new JournalOnDisk(Journal, Disk))
            .AddSingleton<IPayloadSource>(provider => new GatewayPayloadSource(
                _network.Http,
                [_network.Router.Url],
                signer,
                NodeDomain.Of(chain.ChainId, chain.Queue),
                new MemoryPayloadStore(),
                () => _network.View.Current.Head.Timestamp,
                clock,
                provider.GetRequiredService<ILogger<GatewayPayloadSource>>()
            ))
            .AddSingleton(MinerIdentity.Of(_key, chain.ChainId, chain.Queue))
            .AddMiner(miner =>
            {
                miner.Routers.Add(new RouterEndpoint { Url = _network.Router.SocketUrl, Router = _network.Router.Address });
                _network.Options.Miner?.Invoke(miner);
            });
        return builder.Build();
    }
}
