using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Cortensor.Node.Metrics;

/// <summary>
/// Checks the standard variables of the OTLP exporter before the SDK reads them: it takes some mistakes in silence and exports nothing, and
/// throws on others (OpenTelemetry specification, "OpenTelemetry Protocol Exporter" and "Environment Variable Specification").
/// </summary>
internal static class CollectorVariables
{
    private const string Exporter = "OTEL_EXPORTER_OTLP_";

    private static readonly string[] Signals = ["", "TRACES_", "METRICS_", "LOGS_"];
    private static readonly string[] Protocols = ["grpc", "http/protobuf"];
    private static readonly string[] Times =
    [
        .. Signals.Select(static signal => $"{Exporter}{signal}TIMEOUT"),
        "OTEL_METRIC_EXPORT_INTERVAL",
        "OTEL_METRIC_EXPORT_TIMEOUT",
        "OTEL_BSP_SCHEDULE_DELAY",
        "OTEL_BSP_EXPORT_TIMEOUT",
        "OTEL_BLRP_SCHEDULE_DELAY",
        "OTEL_BLRP_EXPORT_TIMEOUT",
    ];

    /// <exception cref="CodedException">
    /// One or more are wrong; each is named. Values of headers are not shown: they hold secrets.
    /// </exception>
    public static void Require(IConfiguration configuration)
    {
        List<string> faults =
        [
            .. Wrong(
                configuration,
                Named("ENDPOINT"),
                static value => Uri.TryCreate(value, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https",
                "a URL such as http://127.0.0.1:4318"
            ),
            .. Wrong(configuration, Named("PROTOCOL"), static value => Protocols.Contains(value), "grpc or http/protobuf"),
            .. Wrong(
                configuration,
                Named("HEADERS"),
                static value => value.Split(',').All(static pair => pair.IndexOf('=', StringComparison.Ordinal) > 0),
                "key=value pairs with commas between them"
            ),
            .. Wrong(
                configuration,
                Times,
                static value =>
                    int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds) && milliseconds > 0,
                "milliseconds, 1 or more"
            ),
            .. Wrong(
                configuration,
                [.. Named("CERTIFICATE"), .. Named("CLIENT_CERTIFICATE"), .. Named("CLIENT_KEY")],
                File.Exists,
                "a file that exists"
            ),
        ];
        if (faults.Count > 0)
        {
            throw new CodedException(ExitCodes.Configuration, string.Join(Environment.NewLine, faults));
        }
    }

    private static IEnumerable<string> Named(string name) => Signals.Select(signal => Exporter + signal + name);

    private static IEnumerable<string> Wrong(
        IConfiguration configuration,
        IEnumerable<string> names,
        Func<string, bool> isRight,
        string wanted
    ) =>
        names
            .Where(name => configuration[name] is { Length: > 0 } value && !isRight(value.Trim()))
            .Select(name => $"{name} must be {wanted}.");
}
