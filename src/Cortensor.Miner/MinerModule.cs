using Cortensor.Miner.Health;
using Cortensor.Miner.Inference;
using Cortensor.Miner.Pool;
using Cortensor.Miner.Queue;
using Cortensor.Miner.Routers;
using Cortensor.Protocol.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner;

/// <summary>Adds the miner role to a host.</summary>
public static class MinerModule
{
    /// <summary>
    /// The host brings <see cref="MinerIdentity"/>, INetworkView, IQueueLedger and IPoolLedger of the miner's account, IInferenceEngine,
    /// IResultJournal and IPayloadSource; TimeProvider defaults to the system's.
    /// </summary>
    public static IServiceCollection AddMiner(this IServiceCollection services, Action<MinerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddMetrics();
        OptionsBuilder<MinerOptions> options = services.AddOptions<MinerOptions>().ValidateOnStart();
        if (configure is not null)
        {
            _ = options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<MinerOptions>, MinerOptionsValidator>();
        services.AddSingleton<MinerInstruments>();
        services.AddSingleton(provider => provider.GetRequiredService<MinerInstruments>().Load);
        services.AddSingleton<InferenceRunner>();
        services.AddSingleton<RouterDirectory>();
        services.AddSingleton<IRouterDirectory>(provider => provider.GetRequiredService<RouterDirectory>());
        services.AddSingleton<Handshake>();
        services.AddSingleton<BlockClock>();
        services.AddSingleton<JournalWatch>();
        services.AddSingleton<ResultRetention>();
        services.AddSingleton<BondAlarm>();
        services.AddSingleton<TaskWorkerContext>();
        services.AddSingleton<TaskWorkers>();
        services.AddSingleton<SlotWatcher>();
        services.AddSingleton<JournalRecovery>();
        services.AddSingleton<PoolOffer>();
        services.AddSingleton<IReadyCheck, EngineServes>();
        services.AddSingleton<IReadyCheck, RouterConnected>();
        services.AddSingleton<IReadyCheck, PoolMember>();
        services.AddSingleton<IReadyCheck, JournalWrites>();
        services.AddSingleton<IReadyCheck, BondPaid>();
        services.AddSingleton<IHostedService, MinerService>();
        services.AddSingleton<IHostedService, MinerShutdown>();
        return services;
    }
}
