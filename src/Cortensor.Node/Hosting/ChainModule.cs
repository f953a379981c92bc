using System.Numerics;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Views;
using Cortensor.Chain.Watching;
using Cortensor.Crypto;
using Cortensor.Node.Options;
using Cortensor.Node.Start;
using Cortensor.Protocol.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node.Hosting;

/// <summary>The chain behind the ledger ports: what the node sees, and the moves it makes with its key.</summary>
internal static class ChainModule
{
    private const int WeiPerGwei = 1_000_000_000;

    public static IServiceCollection AddChain(this IServiceCollection services, ChainConnection chain, ChainOptions options, Random chance)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(options.PollMilliseconds);
        if (options.Subscribe)
        {
            _ = services.AddSingleton(provider => new HeadSubscription(
                options.SocketEndpoints,
                new HeadSubscriptionOptions(),
                provider.GetRequiredService<TimeProvider>(),
                new Random(chance.Next()),
                provider.GetRequiredService<ILogger<HeadSubscription>>()
            ));
        }

        return services
            .AddSingleton(chain.Client)
            .AddSingleton<MoveInstruments>()
            .AddSingleton(chain.Pool)
            .AddSingleton(provider => new ChainNetworkView(
                chain.Client,
                chain.Book,
                new ChainViewOptions { PollInterval = pause, Confirmations = options.Confirmations },
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ChainNetworkView>>(),
                provider.GetService<HeadSubscription>()
            ))
            .AddSingleton<INetworkView>(provider => provider.GetRequiredService<ChainNetworkView>())
            .AddSingleton(provider =>
                ChainLedgers.Open(
                    chain.Client,
                    provider.GetRequiredService<ISigner>(),
                    chain.Book,
                    new SendingOptions
                    {
                        PollInterval = pause,
                        Confirmations = options.Confirmations,
                        MaxFeePerGas = new BigInteger(options.MaxFeeGwei) * WeiPerGwei,
                    },
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<ILogger<TransactionSender>>(),
                    provider.GetRequiredService<MoveInstruments>()
                )
            )
            .AddSingleton(provider => provider.GetRequiredService<ChainLedgers>().Queue)
            .AddSingleton(provider => provider.GetRequiredService<ChainLedgers>().Pool)
            .AddSingleton(provider => provider.GetRequiredService<ChainLedgers>().Sessions)
            .AddSingleton(provider => provider.GetRequiredService<ChainLedgers>().Payments)
            .AddHostedService<ViewService>();
    }
}
