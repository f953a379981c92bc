using Cortensor.Crypto;
using Cortensor.Node.Options;
using Cortensor.Node.Start;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Blocks;
using Cortensor.Storage.Gateway;
using Cortensor.Storage.Journal;
using Cortensor.Storage.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node.Hosting;

/// <summary>Files and gateways behind the storage ports.</summary>
internal static class StorageModule
{
    public static IServiceCollection AddStorage(this IServiceCollection services, NodeOptions options, ChainConnection chain)
    {
        _ = services
            .AddSingleton(provider =>
                FileBlockStore.Open(Path.Combine(options.DataDir, "blocks"), provider.GetRequiredService<ILogger<FileBlockStore>>())
            )
            .AddSingleton<IPayloadStore>(provider => provider.GetRequiredService<FileBlockStore>())
            .AddSingleton<IBlockStore>(provider => provider.GetRequiredService<FileBlockStore>());
        if (options.Has(NodeRoles.Miner))
        {
            _ = services
                .AddSingleton(_ => NodeStore.Open(options.DataDir))
                .AddSingleton<IResultJournal>(provider =>
                    SqliteResultJournal.Open(provider.GetRequiredService<NodeStore>(), chain.Book.ChainId, chain.Queue)
                );
        }

        Uri[] gateways =
        [
            .. options.Miner.Gateways.Concat(options.Oracle.Gateways).Distinct().Select(gateway => new Uri(gateway.TrimEnd('/') + "/")),
        ];
        return services.AddSingleton<IPayloadSource>(provider => new GatewayPayloadSource(
            provider.GetRequiredService<HttpClient>(),
            gateways,
            provider.GetRequiredService<ISigner>(),
            NodeDomain.Of(chain.Book.ChainId, chain.Queue),
            provider.GetRequiredService<IPayloadStore>(),
            () => provider.GetRequiredService<INetworkView>().Current.Head.Timestamp,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<GatewayPayloadSource>>()
        ));
    }
}
