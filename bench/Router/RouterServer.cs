using System.Security.Cryptography;
using System.Text;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Router;
using Cortensor.Router.Keys;
using Cortensor.Testing.Inference;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Bench.Router;

/// <summary>
/// Our router alone in its process: keys, admission, a place in its hash chain, the submit to a chain in memory, the relay of every token,
/// provenance. Miners dial in from the stub's process; what miners and oracle would do on chain afterwards is done here, at once
/// (<see cref="Settler"/>).
/// </summary>
internal static class RouterServer
{
    public const string ApiKey = "bench-key";

    private const int Links = 1 << 18;
    private const int OpenTasks = 100_000;
    private static readonly TimeSpan BlockTime = TimeSpan.FromSeconds(1);
    private const ulong Money = 10_000_000;

    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        MemoryChain chain = new(TimeProvider.System);
        SessionId session = await BenchChain.FoundAsync(chain, TokenAmount.FromCor(Money), cancellationToken);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder
            .Logging.ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Error);
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        MemoryChainOptions network = chain.Options;
        _ = builder
            .Services.AddSingleton(TimeProvider.System)
            .AddSingleton<INetworkView>(chain)
            .AddSingleton<IQueueLedger>(chain.As(BenchKeys.Router.Address).Queue)
            .AddSingleton<IPayloadStore>(new MemoryPayloadStore())
            .AddSingleton<ISigner>(new LocalSigner(BenchKeys.Router))
            .AddSingleton<IEmbedder>(new WordEmbedder())
            .AddSingleton(
                new RouterNetwork(network.ChainId, network.Queue, new Dictionary<string, Address> { ["SessionQueue"] = network.Queue })
            )
            .AddSingleton(new RouterSecret(Keccak256.HashText("bench")))
            .AddRouter(router =>
            {
                router.HashChainLength = Links;
                router.MaxOpenTasks = OpenTasks;
                router.ExposurePerClient = TokenAmount.FromCor(Money);
                router.Models = [new RouterModel { Id = BenchAnswer.Model, ContextTokens = 2048 }];
                router.Keys =
                [
                    new ApiKeyOptions
                    {
                        Name = "bench",
                        Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ApiKey))),
                        Sessions = [session.Value],
                    },
                ];
            });
        await using WebApplication app = builder.Build();
        _ = app.UseRouter();
        _ = app.MapRouter();
        await app.StartAsync(cancellationToken);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using IDisposable blocks = chain.MineEvery(BlockTime); // A router that sees no block for a minute refuses work.
        Task settling = new Settler(chain).RunAsync(end.Token);
        await BenchChain.WaitForRouterAsync(chain, cancellationToken);
        await output.WriteLineAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await output.FlushAsync(cancellationToken);
        await StubServer.WaitForInputEndAsync(cancellationToken);
        await end.CancelAsync();
        await settling;
        await app.StopAsync(CancellationToken.None);
    }
}
