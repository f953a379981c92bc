using System.Text.RegularExpressions;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>
/// What real nodes expose stands on the page of metrics, and what the page promises from the start is there. Cortensor.ArchitectureTests
/// compares the page with the code.
/// </summary>
public sealed partial class MetricsTests(OperatedDevnet network)
{
    [Theory]
    [InlineData("router")]
    [InlineData("miner")]
    [InlineData("oracle")]
    public async Task A_node_exposes_nothing_but_what_the_page_lists_and_at_once_what_it_promises(string role)
    {
        await network.StartAsync();
        using HttpClient http = new();
        string text = await http.GetStringAsync($"{network.UrlOf($"{role}-1")}/metrics", TestContext.Current.CancellationToken);
        string[] exposed = [.. Family().Matches(text).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")];
        string page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "operate", "metrics.md"),
            TestContext.Current.CancellationToken
        );
        Match[] rows =
        [
            .. Row()
                .Matches(page)
                .Where(match => match.Groups[3].Value.Split(", ") is var roles && (roles.Contains(role) || roles.Contains("all"))),
        ];
        string[] listed = [.. rows.Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")];
        string[] promised =
        [
            .. rows.Where(match => match.Groups[4].Value == "yes").Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"),
        ];
        Assert.NotEmpty(promised);
        Assert.True(!exposed.Except(listed).Any(), $"Add to docs/operate/metrics.md: {string.Join(", ", exposed.Except(listed))}");
        Assert.True(
            !promised.Except(exposed).Any(),
            $"A {role} does not expose what docs/operate/metrics.md promises at once: {string.Join(", ", promised.Except(exposed))}"
        );
    }

    [Fact]
    public async Task What_is_measured_is_there()
    {
        CliOutcome asked = await network.CliAsync("ask", "Count me", "--json");
        Assert.True(asked.Exit == 0, asked.Error);
        using HttpClient http = new();
        string router = await http.GetStringAsync($"{network.UrlOf("router-1")}/metrics", TestContext.Current.CancellationToken);
        Assert.Matches(@"cortensor_router_miners\{\} [2-9]\n", router);
        Assert.Matches("""gen_ai_server_time_to_first_token_seconds_count\{role="router"\} [1-9]""", router);
        Assert.Matches("""cortensor_chain_moves_total\{code="ok",outcome="made"\} [1-9]""", router);
        Assert.Matches(@"cortensor_node_memory_bytes\{\} [1-9][0-9]{6,}", router);
        string miner = await http.GetStringAsync($"{network.UrlOf("miner-1")}/metrics", TestContext.Current.CancellationToken);
        Assert.Matches("""cortensor_node_ready\{check="engine"\} 1""", miner);
        Assert.Contains("cortensor_miner_routers{} 1\n", miner, StringComparison.Ordinal);
        Assert.Matches("""cortensor_chain_gas_balance\{\} 9\.""", miner);
    }

    [GeneratedRegex(@"^# TYPE (\S+) (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex(@"^\| `(\w+)` \| (counter|gauge|histogram) \| ([a-z, ]+) \| (yes|measured) \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
