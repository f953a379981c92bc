using System.Text.RegularExpressions;
using Cortensor.Inference.Engines;
using Cortensor.Node.Metrics;

namespace Cortensor.Tests.Node.Metrics;

/// <summary>What engines measure stands on docs/operate/metrics.md too: the development network's scripted engine measures nothing.</summary>
public sealed partial class EngineMetricsPageTests
{
    [Fact]
    public void The_page_lists_what_engines_measure_and_nothing_else()
    {
        using MetricsReader reader = new();
        using EngineInstruments instruments = new();
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operate", "metrics.md"));
        Assert.Equal(
            Family().Matches(reader.Write()).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Order(StringComparer.Ordinal),
            Row().Matches(page).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^# TYPE (cortensor_inference_\w+) (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex(@"^\| `(\w+)` \| (counter|gauge|histogram) \| engine \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
