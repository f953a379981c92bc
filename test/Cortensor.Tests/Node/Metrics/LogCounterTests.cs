using System.Diagnostics.Metrics;
using Cortensor.Node.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Tests.Node.Metrics;

public sealed class LogCounterTests
{
    [Fact]
    public void Lines_of_severity_warning_and_above_are_counted_by_event()
    {
        using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using MetricsReader reader = new();
        using LogCounter counter = new(services.GetRequiredService<IMeterFactory>());
        ILogger ours = counter.CreateLogger("Cortensor.Miner");
        ILogger theirs = counter.CreateLogger("Microsoft.AspNetCore");
        ours.Log(LogLevel.Warning, new EventId(990_012), "once");
        ours.Log(LogLevel.Warning, new EventId(990_012), "twice");
        ours.Log(LogLevel.Information, new EventId(990_013), "not counted");
        theirs.Log(LogLevel.Critical, new EventId(990_014), "whatever number");
        string text = reader.Write();
        Assert.Contains("cortensor_node_log_events_total{event=\"990012\",level=\"Warning\"} 2\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("990013", text, StringComparison.Ordinal);
        Assert.DoesNotContain("990014", text, StringComparison.Ordinal);
        Assert.Contains("{event=\"library\",level=\"Critical\"}", text, StringComparison.Ordinal);
    }
}
