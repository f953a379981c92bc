using Cortensor.Node.Metrics;
using Microsoft.Extensions.Logging;

namespace Cortensor.Tests.Node.Metrics;

public sealed class LogCounterTests
{
    [Fact]
    public async Task Lines_of_severity_warning_and_above_are_counted_by_event()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        using LogCounter counter = new(host.Meters);
        ILogger ours = counter.CreateLogger("Cortensor.Miner");
        ILogger theirs = counter.CreateLogger("Microsoft.AspNetCore");
        Say(ours, LogLevel.Warning, 990_012);
        Say(ours, LogLevel.Warning, 990_012);
        Say(ours, LogLevel.Information, 990_013);
        Say(theirs, LogLevel.Critical, 990_014);
        string text = await host.ReadAsync();
        Assert.Contains("cortensor_node_log_events_total{event=\"990012\",level=\"Warning\"} 2\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("990013", text, StringComparison.Ordinal);
        Assert.DoesNotContain("990014", text, StringComparison.Ordinal);
        Assert.Contains("{event=\"library\",level=\"Critical\"}", text, StringComparison.Ordinal);
    }

    private static void Say(ILogger logger, LogLevel level, int id) =>
        logger.Log(level, new EventId(id), "a line", null, static (line, _) => line);
}
