using Cortensor.Oracle.Health;
using Cortensor.Oracle.Pool;
using Cortensor.Oracle.Queue;
using Cortensor.Oracle.Verdicts;
using Cortensor.Protocol.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cortensor.Oracle;

/// <summary>Adds the oracle role to a host.</summary>
public static class OracleModule
{
    /// <summary>
    /// The host brings INetworkView, IQueueLedger and IPoolLedger of the oracle's account, IPayloadSource, IEmbedder and, where the view
    /// may skip blocks, IBlockHashes; <see cref="VerdictEndpoint.MapOracle"/> serves the verdicts.
    /// </summary>
    public static IServiceCollection AddOracle(this IServiceCollection services, Action<OracleOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddMetrics();
        OptionsBuilder<OracleOptions> options = services.AddOptions<OracleOptions>().ValidateOnStart();
        if (configure is not null)
        {
            _ = options.Configure(configure);
        }

        services.AddSingleton<IValidateOptions<OracleOptions>, OracleOptionsValidator>();
        services.AddSingleton<OracleInstruments>();
        services.AddSingleton<VerdictStore>();
        services.AddSingleton<ResultCollector>();
        services.AddSingleton<AgreementVerifier>();
        services.AddSingleton<IReadyCheck, OracleRoleHeld>();
        services.AddSingleton<IOracleDuty, AssignDuty>();
        services.AddSingleton<IOracleDuty, DeadlineDuty>();
        services.AddSingleton<IOracleDuty, CompleteDuty>();
        services.AddSingleton<IOracleDuty, PoolAdmissionDuty>();
        services.AddSingleton<IHostedService, OracleService>();
        return services;
    }
}
