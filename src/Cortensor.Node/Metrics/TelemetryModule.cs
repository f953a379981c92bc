using System.Diagnostics.Metrics;
using Cortensor.Node.Options;
using Cortensor.Node.Stats;
using Cortensor.Primitives;
using Cortensor.Protocol.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Cortensor.Node.Metrics;

/// <summary>
/// Metrics for Prometheus on <c>/metrics</c>; metrics, traces and logs by OTLP when the standard variable names a collector
/// (docs/operate/tracing.md).
/// </summary>
internal static class TelemetryModule
{
    public const string MetricsPath = "/metrics";

    /// <summary>Without it nothing is exported and no span is made.</summary>
    private const string CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>When <c>true</c> the SDK does nothing at all.</summary>
    private const string DisabledVariable = "OTEL_SDK_DISABLED";

    /// <summary>
    /// Series of one metric; more are counted together under <c>otel_metric_overflow</c>. A mistake in a tag must not eat the memory.
    /// </summary>
    private const int MaxSeries = 512;

    /// <summary>Seconds, for histograms that do not say better.</summary>
    private static readonly double[] DefaultBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

    public static IServiceCollection AddTelemetry(
        this IServiceCollection services,
        IConfiguration configuration,
        NodeOptions options,
        Address node
    )
    {
        IOpenTelemetryBuilder telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource
                    .Clear()
                    .AddService(
                        $"cortensor-{string.Join('-', options.Roles)}",
                        serviceVersion: NodeClock.Version,
                        autoGenerateServiceInstanceId: false,
                        serviceInstanceId: node.ToString()
                    )
                    .AddTelemetrySdk()
                    .AddEnvironmentVariableDetector()
            ) // Last: what the operator sets counts.
            .WithMetrics(metrics => metrics.AddMeter("Cortensor.*").AddView(StreamOf).AddPrometheusExporter(Configure));
        if (!string.IsNullOrEmpty(configuration[CollectorVariable]))
        {
            CollectorVariables.Require(configuration);
            Export(telemetry);
        }

        return services;
    }

    public static IEndpointRouteBuilder MapTelemetry(this IEndpointRouteBuilder endpoints)
    {
        // What is measured before the provider exists is not counted.
        _ = endpoints.ServiceProvider.GetRequiredService<MeterProvider>();
        string? disabled = endpoints.ServiceProvider.GetRequiredService<IConfiguration>()[DisabledVariable];
        // The exporter would not find itself, and the node not start.
        if (!string.Equals(disabled?.Trim(), "true", StringComparison.OrdinalIgnoreCase))
        {
            IApplicationBuilder scrape = endpoints.CreateApplicationBuilder();
            _ = endpoints.MapGet(
                MetricsPath,
                scrape.Use(WithoutWaitingAsync).UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true).Build()
            );
        }

        return endpoints;
    }

    /// <summary>
    /// The exporter lets one scrape write at a time: into memory, else a client that does not read would keep the metrics from all others.
    /// </summary>
    private static async Task WithoutWaitingAsync(HttpContext context, RequestDelegate next)
    {
        IHttpResponseBodyFeature body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using MemoryStream text = new();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(text, body));
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(body);
        }

        await body.Stream.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), context.RequestAborted);
    }

    // A method of its own, so that the exporter's assemblies are loaded only where there is a collector.
    private static void Export(IOpenTelemetryBuilder telemetry) =>
        telemetry
            .WithTracing(traces => traces.AddSource([.. TraceSources.Names]))
            .WithLogging(configureBuilder: null, static logs => logs.IncludeFormattedMessage = true)
            .UseOtlpExporter();

    private static void Configure(OpenTelemetry.Exporter.PrometheusAspNetCoreOptions prometheus)
    {
        prometheus.ScopeInfoEnabled = false;
        prometheus.TargetInfoEnabled = false;
        // Every scrape tells what holds now. Scrapes that come together share one collection all the same.
        prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
    }

    private static MetricStreamConfiguration StreamOf(Instrument instrument) =>
        instrument is Histogram<double> histogram
            ? new ExplicitBucketHistogramConfiguration
            {
                Boundaries = [.. histogram.Advice?.HistogramBucketBoundaries ?? DefaultBuckets],
                CardinalityLimit = MaxSeries,
            }
            : new MetricStreamConfiguration { CardinalityLimit = MaxSeries };
}
