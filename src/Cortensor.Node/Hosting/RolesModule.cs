using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Inference.Models;
using Cortensor.Miner;
using Cortensor.Node.Options;
using Cortensor.Node.Start;
using Cortensor.Oracle;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Router;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Node.Hosting;

/// <summary>The roles with what the node's options say about them.</summary>
internal static class RolesModule
{
    /// <summary>Purpose of the secret that a router's hash chains grow from.</summary>
    private const string RouterSecretPurpose = "cortensor/router-chain/v1";

    public static IServiceCollection AddRoles(this IServiceCollection services, NodeOptions options, PrivateKey key, ChainConnection chain)
    {
        if (options.Has(NodeRoles.Router))
        {
            AddRouterRole(services, options, key, chain);
        }

        if (options.Has(NodeRoles.Miner))
        {
            AddMinerRole(services, options.Miner, key, chain);
        }

        if (options.Has(NodeRoles.Oracle))
        {
            _ = services
                .AddSingleton<IBlockHashes>(new EthBlockHashes(chain.Client))
                .AddOracle(oracle => oracle.AutoAdmit = options.Oracle.AutoAdmit);
        }

        return services;
    }

    private static void AddRouterRole(IServiceCollection services, NodeOptions options, PrivateKey key, ChainConnection chain)
    {
        _ = services
            .AddSingleton(
                new RouterNetwork(
                    chain.Book.ChainId,
                    chain.Queue,
                    chain.Book.Contracts.ToDictionary(contract => contract.Key, contract => contract.Value.Address)
                )
            )
            .AddSingleton(new RouterSecret(new Hash32(key.DeriveKey(RouterSecretPurpose))))
            .AddRouter(router =>
            {
                router.Name = options.Router.Name;
                router.PublicUrl = options.EffectiveListen.TrimEnd('/');
                router.Models = [.. options.Router.Models.Select(Known)];
                router.ParallelSubmits = options.Router.ParallelSubmits;
                router.RequestsPerMinute = options.Router.RequestsPerMinute;
                router.ConcurrentRequests = options.Router.ConcurrentRequests;
                if (options.Router.ExposurePerClientCor > 0)
                {
                    router.ExposurePerClient = TokenAmount.FromCor(options.Router.ExposurePerClientCor);
                }
            })
            .AddSingleton(provider => new ApiKeySource(options, provider.GetRequiredService<ILogger<ApiKeySource>>()))
            .AddSingleton<IConfigureOptions<RouterOptions>>(provider => provider.GetRequiredService<ApiKeySource>())
            .AddSingleton<IOptionsChangeTokenSource<RouterOptions>>(provider => provider.GetRequiredService<ApiKeySource>());
    }

    // The miners' own default bounds the context too: a prompt that provably fits is submitted without asking one.
    private static RouterModel Known(string id) =>
        new()
        {
            Id = id,
            ContextTokens = Math.Min(
                ModelCatalogue.BuiltIn.Find(ModelId.Parse(id))?.ContextTokens ?? MinerRoleOptions.DefaultContextTokens,
                MinerRoleOptions.DefaultContextTokens
            ),
        };

    private static void AddMinerRole(IServiceCollection services, MinerRoleOptions options, PrivateKey key, ChainConnection chain)
    {
        _ = services
            .AddSingleton(MinerIdentity.Of(key, chain.Book.ChainId, chain.Queue))
            .AddMiner(miner =>
            {
                foreach (RouterLinkOptions link in options.Routers)
                {
                    miner.Routers.Add(
                        new RouterEndpoint
                        {
                            Url = new Uri(link.Url),
                            Router = link.Address.Length > 0 ? Address.Parse(link.Address) : null,
                        }
                    );
                }
            });
    }
}
