using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;
using Cortensor.Router;
using Cortensor.Router.Access;
using Cortensor.Router.Keys;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Storage;
using Cortensor.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Tests.Router;

/// <summary>
/// A whole router on a free port of loopback over a chain in memory, with a funded session and miners that can be connected one by one.
/// </summary>
internal sealed class RouterHost : IAsyncDisposable
{
    public const string ApiKey = "test-key";
    public const string ModelName = "test-model";
    public const int MinerCount = 4;
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly List<FakeMiner> _miners = [];

    private RouterHost(
        WebApplication app,
        MemoryChain chain,
        FakeClock clock,
        GatedLedger ledger,
        MemoryPayloadStore store,
        SessionId session
    )
    {
        _app = app;
        Chain = chain;
        Clock = clock;
        Ledger = ledger;
        Store = store;
        Session = session;
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient { BaseAddress = Url, Timeout = Timeout };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    public static PrivateKey RouterKey { get; } = Key(1);

    public static PrivateKey OwnerKey { get; } = Key(2);

    public static PrivateKey OracleKey { get; } = Key(3);

    public MemoryChain Chain { get; }

    public FakeClock Clock { get; }

    public GatedLedger Ledger { get; }

    public MemoryPayloadStore Store { get; }

    public SessionId Session { get; }

    public Uri Url { get; }

    public HttpClient Client { get; }

    public IReadOnlyList<FakeMiner> Miners => _miners;

    public IServiceProvider Services => _app.Services;

    public SessionBalance Balance => Chain.Current.SessionBalances[Session];

    public static PrivateKey MinerKey(int index) => Key(100 + index);

    public static async Task<RouterHost> StartAsync(
        Action<RouterOptions>? options = null,
        Func<SessionConfig, SessionConfig>? config = null,
        ulong depositCor = 1_000,
        ulong allowanceCor = 1_000,
        bool connect = true
    )
    {
        FakeClock clock = new();
        MemoryChain chain = new(clock);
        SessionId session = await PrepareAsync(chain, config ?? (static same => same), depositCor, allowanceCor);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        GatedLedger ledger = new(chain.As(RouterKey.Address).Queue);
        MemoryPayloadStore store = new();
        _ = builder
            .Services.AddSingleton<TimeProvider>(clock)
            .AddSingleton<INetworkView>(chain)
            .AddSingleton<IQueueLedger>(ledger)
            .AddSingleton<IPayloadStore>(store)
            .AddSingleton<ISigner>(new LocalSigner(RouterKey))
            .AddSingleton(
                new RouterNetwork(
                    chain.Options.ChainId,
                    chain.Options.Queue,
                    new Dictionary<string, Address> { ["SessionQueue"] = chain.Options.Queue }
                )
            )
            .AddSingleton(new RouterSecret(Keccak256.HashText("a secret")))
            .AddRouter(router =>
            {
                router.HashChainLength = 64;
                router.Models = [new RouterModel { Id = ModelName, ContextTokens = 2048 }];
                router.Keys = [KeyOf(ApiKey, session.Value, 77), KeyOf("other-key")];
                options?.Invoke(router);
            });
        WebApplication app = builder.Build();
        _ = app.UseRouter();
        _ = app.MapRouter();
        _ = app.MapGet("/broken", static _ => throw new InvalidOperationException("a bug"));
        _ = app.MapGet(
            "/may-read/{digest}",
            static (HttpContext context, string digest, PayloadAccess access) => access.MayRead(context, Hash32.Parse(digest))
        );
        await app.StartAsync();
        RouterHost host = new(app, chain, clock, ledger, store, session);
        await host.UntilAsync(snapshot => snapshot.RouterChains.ContainsKey(RouterKey.Address));
        for (int index = 0; connect && index < MinerCount; index++)
        {
            _ = await host.ConnectAsync(index);
        }

        return host;
    }

    /// <summary>Connects a miner and says hello.</summary>
    public async Task<FakeMiner> ConnectAsync(int index)
    {
        FakeMiner miner = await FakeMiner.ConnectAsync(Url, MinerKey(index));
        await miner.HelloAsync();
        _miners.Add(miner);
        return miner;
    }

    /// <summary>The miners of a task by their part in it: the elected one first, those who were not asked last.</summary>
    public async Task<(FakeMiner Elected, FakeMiner[] Others, FakeMiner[] Spares)> AskedAsync()
    {
        await UntilAsync(snapshot => !snapshot.Tasks.IsEmpty);
        QueueTask task = Chain.Current.Tasks.Values.MaxBy(static task => task.Key.Task.Value)!;
        FakeMiner[] asked = [.. task.Slots.Select(slot => _miners.Single(miner => miner.Address == slot.Miner))];
        return (asked[0], asked[1..], [.. _miners.Except(asked)]);
    }

    public async Task UntilAsync(Func<NetworkSnapshot, bool> condition)
    {
        using CancellationTokenSource timeout = new(Timeout);
        await foreach (NetworkSnapshot snapshot in Chain.WatchAsync(timeout.Token))
        {
            if (condition(snapshot))
            {
                return;
            }
        }
    }

    public StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    public Task<HttpResponseMessage> ChatAsync(string json) =>
        Client.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), Body(json));

    /// <summary>Starts a request and reads only its headers, so that a stream can be read while it comes.</summary>
    public Task<HttpResponseMessage> OpenAsync(
        string json,
        string path = "/v1/chat/completions",
        CancellationToken cancellationToken = default
    )
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = Body(json) };
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Stops the router as an operator would; again does nothing.</summary>
    public async Task StopAsync()
    {
        Task stopping = _app.StopAsync();
        // Time stands still but for this: what the router waits for while it stops must not wait for ever.
        for (int step = 0; step < 200 && !stopping.IsCompleted; step++)
        {
            _ = await Task.WhenAny(stopping, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
            Clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        await stopping;
    }

    public async ValueTask DisposeAsync()
    {
        Ledger.OpenAgain();
        foreach (FakeMiner miner in _miners)
        {
            await miner.DisposeAsync();
        }

        await StopAsync();
        Client.Dispose();
        await _app.DisposeAsync();
        Chain.AssertMoneyConserved();
    }

    private static async Task<SessionId> PrepareAsync(
        MemoryChain chain,
        Func<SessionConfig, SessionConfig> config,
        ulong depositCor,
        ulong allowanceCor
    )
    {
        CancellationToken none = CancellationToken.None;
        Hash32 model = Keccak256.HashText(ModelName);
        chain.GrantRole(NodeRole.Router, RouterKey.Address);
        chain.GrantRole(NodeRole.Oracle, OracleKey.Address);
        chain.SetPrice(model, new ModelPrice(TokenAmount.OneCor, TokenAmount.OneCor));
        for (int index = 0; index < MinerCount; index++)
        {
            Address miner = MinerKey(index).Address;
            chain.GrantRole(NodeRole.Miner, miner);
            Made(await chain.As(miner).Pool.RegisterAsync(4, [model], none));
            Made(await chain.As(OracleKey.Address).Pool.SetStateAsync(miner, PoolState.Ephemeral, none));
            chain.Mint(miner, TokenAmount.FromCor(100));
            Made(await chain.As(miner).Payments.DepositAccountAsync(miner, TokenAmount.FromCor(100), none));
        }

        LedgerActor owner = chain.As(OwnerKey.Address);
        (MoveResult created, SessionId session) = await owner.Sessions.CreateAsync(
            config(
                new SessionConfig
                {
                    Name = "test",
                    ModelId = model,
                    MinNodes = 3,
                    Redundancy = 3,
                    Proof = ProofKind.Agreement,
                    MaxPricePer1kInput = TokenAmount.FromCor(5),
                    MaxPricePer1kOutput = TokenAmount.FromCor(5),
                }
            ),
            none
        );
        Made(created);
        Made(await owner.Sessions.FillAsync(session, none));
        chain.Mint(OwnerKey.Address, TokenAmount.FromCor(10_000));
        if (depositCor > 0)
        {
            Made(await owner.Payments.DepositAsync(session, TokenAmount.FromCor(depositCor), none));
        }

        if (allowanceCor > 0)
        {
            Made(await owner.Sessions.SetRouterAllowanceAsync(session, RouterKey.Address, TokenAmount.FromCor(allowanceCor), none));
        }

        return session;
    }

    private static ApiKeyOptions KeyOf(string key, params ulong[] sessions) =>
        new()
        {
            Name = key + "-name",
            Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
            Sessions = sessions,
        };

    private static void Made(MoveResult result) => Assert.True(result.Made, result.Refusal?.ToString());

    private static PrivateKey Key(int number)
    {
        Span<byte> secret = stackalloc byte[PrivateKey.Size];
        secret.Clear();
        secret[^1] = (byte)number;
        return PrivateKey.FromBytes(secret);
    }
}
