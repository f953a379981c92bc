using System.Text.RegularExpressions;

namespace Cortensor.ArchitectureTests;

/// <summary>
/// Every instrument of the code stands on docs/operate/metrics.md with its type, and nothing else does. Units and <c>_total</c> are the
/// exporter's business.
/// </summary>
public sealed partial class MetricPageTests
{
    [Fact]
    public void The_page_lists_the_instruments_of_the_code()
    {
        Dictionary<string, string> constants = Constant()
            .Matches(File.ReadAllText(Repository.Path("src", "Cortensor.Protocol", "Telemetry", "GenAi.cs")))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        string[] inCode =
        [
            .. Repository
                .SourceFiles("src", "*.cs")
                .SelectMany(file => Creation().Matches(File.ReadAllText(file)))
                .Select(match => $"{NameOf(match, constants)} {TypeOf(match.Groups[1].Value)}")
                .Distinct(),
        ];
        string[] onPage =
        [
            .. Row()
                .Matches(File.ReadAllText(Repository.Path("docs", "operate", "metrics.md")))
                .Select(match => $"{Suffix().Replace(match.Groups[1].Value, string.Empty)} {match.Groups[2].Value}"),
        ];
        Assert.NotEmpty(inCode);
        Assert.Equal(onPage.Length, onPage.Distinct().Count());
        Assert.True(!inCode.Except(onPage).Any(), $"Add to docs/operate/metrics.md: {string.Join(", ", inCode.Except(onPage))}");
        Assert.True(
            !onPage.Except(inCode).Any(),
            $"No longer in the code, take off docs/operate/metrics.md: {string.Join(", ", onPage.Except(inCode))}"
        );
    }

    private static string NameOf(Match creation, Dictionary<string, string> constants) =>
        (creation.Groups[2].Success ? creation.Groups[2].Value : constants[creation.Groups[3].Value]).Replace('.', '_');

    private static string TypeOf(string instrument) =>
        instrument switch
        {
            "Counter" or "ObservableCounter" => "counter",
            "Histogram" => "histogram",
            _ => "gauge",
        };

    [GeneratedRegex(
        """\bCreate(Counter|UpDownCounter|Histogram|ObservableCounter|ObservableGauge)(?:<\w+>)?\(\s*(?:"([^"]+)"|GenAi\.(\w+))"""
    )]
    private static partial Regex Creation();

    [GeneratedRegex("const string (\\w+) = \"([^\"]+)\"")]
    private static partial Regex Constant();

    [GeneratedRegex(@"^\| `(\w+)` \| (counter|gauge|histogram) \| .+ \| (?:yes|measured) \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("(_seconds|_bytes)?(_total)?$")]
    private static partial Regex Suffix();
}
