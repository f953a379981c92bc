using System.Net;
using System.Text.Json;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>Every role answers the same two questions with the same words.</summary>
public sealed class HealthTests(OperatedDevnet network)
{
    private static readonly Dictionary<string, string[]> Checks = new()
    {
        ["router"] = ["chain", "disk", "gas", "hash_chain", "key", "process", "router_role"],
        ["miner"] = ["bond", "chain", "disk", "engine", "gas", "journal", "pool", "router"],
        ["oracle"] = ["chain", "disk", "gas", "oracle_role"],
    };

    [Fact]
    public async Task Every_node_is_live_and_ready_and_says_what_it_looked_at()
    {
        await network.StartAsync();
        using HttpClient http = new();
        foreach (string name in OperatedDevnet.Names)
        {
            Assert.Equal(
                """{"status":"ok","checks":{},"causes":[]}""",
                await http.GetStringAsync($"{network.UrlOf(name)}/health/live", TestContext.Current.CancellationToken)
            );
            using HttpResponseMessage response = await http.GetAsync(
                $"{network.UrlOf(name)}/health/ready",
                TestContext.Current.CancellationToken
            );
            using JsonDocument ready = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{name}: {ready.RootElement}");
            Assert.Equal(
                Checks[name.Split('-')[0]],
                ready.RootElement.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order(StringComparer.Ordinal)
            );
            Assert.Empty(ready.RootElement.GetProperty("causes").EnumerateArray());
        }
    }
}
