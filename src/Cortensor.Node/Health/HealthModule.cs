using Cortensor.Chain.Deployment;
using Cortensor.Node.Options;
using Cortensor.Protocol.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Cortensor.Node.Health;

/// <summary>What makes any node ready; roles add their own checks.</summary>
internal static class HealthModule
{
    public static IServiceCollection AddHealth(this IServiceCollection services, NodeOptions options, AddressBook book) =>
        services
            .AddSingleton(options)
            .AddSingleton(book)
            .AddSingleton<ChainProbe>()
            .AddSingleton<IReadyCheck, ChainReachable>()
            .AddSingleton<IReadyCheck, GasAboveFloor>()
            .AddSingleton<IReadyCheck, DiskHasRoom>()
            .AddSingleton<ReadyBoard>()
            .AddHostedService(provider => provider.GetRequiredService<ChainProbe>())
            .AddHostedService<ReadyWatch>();
}
