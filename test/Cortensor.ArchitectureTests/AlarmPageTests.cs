using System.Text.RegularExpressions;

namespace Cortensor.ArchitectureTests;

/// <summary>Whatever a node complains about stands on docs/operate/alarms.md with what to do, and nothing else does.</summary>
public sealed partial class AlarmPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs", "operate", "alarms.md"));

    [Fact]
    public void Every_log_event_of_severity_warning_and_above_is_explained()
    {
        string[] inCode =
        [
            .. Repository
                .SourceFiles("src", "*.cs")
                .SelectMany(file => Event().Matches(File.ReadAllText(file)))
                .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")
                .Order(StringComparer.Ordinal),
        ];
        Assert.NotEmpty(inCode);
        AssertSame(inCode, EventRow().Matches(Page).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"));
    }

    [Fact]
    public void Every_ready_code_is_explained()
    {
        string codes = File.ReadAllText(Repository.Path("src", "Cortensor.Protocol", "Nodes", "ReadyCodes.cs"));
        string[] inCode = [.. Code().Matches(codes).Select(match => match.Groups[1].Value).Where(code => code != "ok")];
        Assert.NotEmpty(inCode);
        AssertSame(inCode, CodeRow().Matches(Page).Select(match => match.Groups[1].Value));
    }

    private static void AssertSame(IReadOnlyCollection<string> inCode, IEnumerable<string> onPage)
    {
        string[] listed = [.. onPage];
        Assert.Equal(listed.Length, listed.Distinct().Count());
        Assert.True(!inCode.Except(listed).Any(), $"Add to docs/operate/alarms.md: {string.Join(", ", inCode.Except(listed))}");
        Assert.True(
            !listed.Except(inCode).Any(),
            $"No longer in the code, take off docs/operate/alarms.md: {string.Join(", ", listed.Except(inCode))}"
        );
    }

    [GeneratedRegex(@"LoggerMessage\(\s*(\d+),\s*LogLevel\.(Warning|Error|Critical)\b")]
    private static partial Regex Event();

    [GeneratedRegex(@"^\| (\d{4}) \| (Warning|Error|Critical) \| .+ \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex("const string \\w+ = \"(\\w+)\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| `(\w+)` \| [`\w]+ \| .+ \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex CodeRow();
}
