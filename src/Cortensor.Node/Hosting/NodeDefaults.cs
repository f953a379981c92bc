using Cortensor.Node.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Cortensor.Node.Hosting;

/// <summary>What every node has, whatever it does: logs, metrics, an address, a deadline for stopping.</summary>
internal static class NodeDefaults
{
    public static WebApplicationBuilder AddNodeDefaults(this WebApplicationBuilder builder, NodeOptions options, TimeProvider time)
    {
        _ = builder.Logging.ClearProviders().AddNodeLogging(options.Log);
        _ = builder.WebHost.UseUrls(options.EffectiveListen).UseKestrel(kestrel => kestrel.AddServerHeader = false);
        _ = builder
            .Services.AddSingleton(time)
            .AddMetrics()
            .AddRouting()
            .Configure<HostOptions>(host =>
            {
                host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds);
                host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost;
            })
            .AddSingleton<IHostLifetime, NodeLifetime>();
        return builder;
    }

    public static ILoggingBuilder AddNodeLogging(this ILoggingBuilder logging, LogOptions options)
    {
        _ = logging
            .SetMinimumLevel(Enum.Parse<LogLevel>(options.Level, ignoreCase: true))
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning);
        if (options.Format == LogOptions.Json)
        {
            return logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }

        return logging.AddSimpleConsole(text =>
        {
            text.SingleLine = true;
            text.TimestampFormat = "HH:mm:ss.fff ";
            text.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }
}
