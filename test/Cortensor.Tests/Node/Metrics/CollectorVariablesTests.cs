using Cortensor.Node;
using Cortensor.Node.Metrics;
using Microsoft.Extensions.Configuration;

namespace Cortensor.Tests.Node.Metrics;

public sealed class CollectorVariablesTests
{
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key=secret,other=1")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "1000")]
    [InlineData("OTEL_SERVICE_NAME", "anything")]
    public void Right_values_pass(string name, string value) => CollectorVariables.Require(Of(name, value));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://x")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "not a url")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key:secret")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "0")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "abc")]
    [InlineData("OTEL_EXPORTER_OTLP_CERTIFICATE", "/there/is/none")]
    public void Wrong_values_are_refused_by_name_and_not_shown(string name, string value)
    {
        CodedException refused = Assert.Throws<CodedException>(() => CollectorVariables.Require(Of(name, value)));
        Assert.Equal(ExitCodes.Configuration, refused.Exit);
        Assert.StartsWith(name + " must be ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Of(string name, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new KeyValuePair<string, string?>(name, value)]).Build();
}
