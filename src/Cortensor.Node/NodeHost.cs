using System.Security.Cryptography;
using Cortensor.Crypto;
using Cortensor.Node.Health;
using Cortensor.Node.Hosting;
using Cortensor.Node.Metrics;
using Cortensor.Node.Options;
using Cortensor.Node.Start;
using Cortensor.Node.Stats;
using Cortensor.Protocol.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node;

/// <summary>Puts a node together: which adapters stand behind the ports, and which roles run over them.</summary>
public static class NodeHost
{
    /// <summary>
    /// Builds a node that is ready to start: its key is open, the chain is checked, the model is loaded. Starting it waits until the view
    /// has reached the head.
    /// </summary>
    /// <exception cref="CodedException">Something it needs is missing; the code says what.</exception>
    public static async Task<WebApplication> BuildAsync(NodeOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        // A keystore's key derivation takes a processor for a tenth of a second at least; meanwhile the host is put together and the chain
        // looked for.
        Task<PrivateKey> opening = Task.Run(() => NodeKey.Open(options.Key), cancellationToken);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        _ = Directory.CreateDirectory(options.DataDir);
        _ = builder.AddNodeDefaults(options, time);
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddNodeLogging(options.Log));
        ILogger logger = loggers.CreateLogger("Cortensor.Node");
        string roles = string.Join('+', options.Roles);

        // No trace context in what it sends: chain endpoints and gateways are others' machines.
        HttpClient http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { Timeout = Timeout.InfiniteTimeSpan };
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Random chance = new(RandomNumberGenerator.GetInt32(int.MaxValue)); // each node paces its retries differently
        Task<ChainConnection> finding = ChainConnection.OpenAsync(
            options.Chain,
            TimeSpan.FromSeconds(options.StartSeconds),
            http,
            time,
            chance,
            loggers,
            either.Token
        );
        await FirstFailureAsync([opening], either);
        PrivateKey key = await opening;
        Log.Reached(
            logger,
            (int)NodeStage.Configured,
            NodeStage.Configured,
            roles,
            key.Address,
            $"chain {new Uri(options.Chain.Rpc).GetLeftPart(UriPartial.Authority)}"
        );

        // Models load while the chain is looked for: on a development network the contracts are being deployed meanwhile.
        Task<IInferenceEngine>? loading = options.Has(NodeRoles.Miner)
            ? EngineStart.RunAsync(options.Miner, loggers, time, either.Token)
            : null;
        Task<IEmbedder>? encoding =
            options.Has(NodeRoles.Router) || options.Has(NodeRoles.Oracle) ? EmbedderStart.RunAsync(either.Token) : null;
        await FirstFailureAsync(((Task?[])[loading, encoding, finding]).OfType<Task>(), either);
        ChainConnection chain = await finding;
        await chain.PersistAsync(token => DevelopmentOnly.RequireAsync(options, key.Address, chain, token), time, cancellationToken);
        Log.Reached(
            logger,
            (int)NodeStage.ChainFound,
            NodeStage.ChainFound,
            roles,
            key.Address,
            $"chain {chain.Book.ChainId}, queue {chain.Queue}"
        );

        // By factory, so that the container disposes of them: the engine takes its worker processes along.
        _ = builder.Services.AddSingleton(_ => http).AddSingleton(_ => key).AddSingleton<ISigner>(new LocalSigner(key));
        _ = builder.Services.AddChain(chain, options.Chain, chance);
        _ = builder.Services.AddStorage(options, chain);
        _ = builder.Services.AddHealth(options, chain.Book).AddStats().AddTelemetry(builder.Configuration, options, key.Address);
        if (loading is not null)
        {
            IInferenceEngine engine = await loading;
            _ = builder.Services.AddSingleton(_ => engine);
            Log.Reached(
                logger,
                (int)NodeStage.EngineReady,
                NodeStage.EngineReady,
                roles,
                key.Address,
                $"{options.Miner.Engine}, {string.Join(", ", engine.Models.Select(model => model.Id))}"
            );
        }

        if (encoding is not null)
        {
            IEmbedder embedder = await encoding;
            _ = builder.Services.AddSingleton(embedder);
        }

        _ = builder.Services.AddRoles(options, key, chain);
        WebApplication app = builder.Build();
        _ = app.MapNode(options);
        return app;
    }

    /// <summary>Waits for all; the first that fails ends the others, and its error is the one that is told.</summary>
    private static async Task FirstFailureAsync(IEnumerable<Task> tasks, CancellationTokenSource stop)
    {
        List<Task> open = [.. tasks];
        while (open.Count > 0)
        {
            Task done = await Task.WhenAny(open);
            _ = open.Remove(done);
            if (!done.IsCompletedSuccessfully)
            {
                await stop.CancelAsync();
                await done;
            }
        }
    }
}
