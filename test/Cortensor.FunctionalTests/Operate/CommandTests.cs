using System.Numerics;
using System.Text.Json;
using Cortensor.Node;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>The operator's and the owner's commands against a real network.</summary>
public sealed class CommandTests(OperatedDevnet network)
{
    [Fact]
    public async Task A_task_is_shown_as_a_timeline_whose_money_adds_up()
    {
        JsonElement asked = (await network.CliAsync("ask", "Show me", "--json")).Json();
        (string session, string task) = await TaskOutcome.WaitAsync(network, asked);
        JsonElement shown = (await network.CliAsync("task", "show", session, task, "--json")).Json();
        Assert.Equal(("Completed", "VALID"), (shown.GetProperty("state").GetString(), shown.GetProperty("verdict").GetString()));
        JsonElement[] moves = [.. shown.GetProperty("moves").EnumerateArray()];
        Assert.Equal(
            ("submit", "router", 0L),
            (Text(moves[0], "move"), Text(moves[0], "who"), moves[0].GetProperty("afterSeconds").GetInt64())
        );
        Assert.StartsWith("reserved ", Text(moves[0], "money"), StringComparison.Ordinal);
        Assert.Equal("complete", Text(moves[^1], "move"));
        Assert.StartsWith("charged ", Text(moves[^1], "money"), StringComparison.Ordinal);
        Assert.Equal(
            ["miner-1", "miner-2"],
            moves.Where(move => Text(move, "move") == "commit").Select(move => Text(move, "who")).Order(StringComparer.Ordinal)
        );
        Assert.All(moves.DistinctBy(move => Text(move, "transaction")), move => Assert.True(move.GetProperty("gas").GetUInt64() > 21_000));
        Assert.Equal(Wei(shown, "reserved"), Wei(shown, "charged") + Wei(shown, "refunded"));
        BigInteger paid = shown.GetProperty("miners").EnumerateArray().Aggregate(BigInteger.Zero, (sum, miner) => sum + Wei(miner, "paid"));
        Assert.InRange(paid, BigInteger.One, Wei(shown, "charged"));

        CliOutcome people = await network.CliAsync("task", "show", session, task);
        Assert.Contains($"Task {session}/{task}: Completed, verdict VALID", people.Output, StringComparison.Ordinal);
        Assert.Contains("refunded", people.Output, StringComparison.Ordinal);
        (await network.CliAsync("task", "show", session, "999")).AssertRefused(ExitCodes.Refused, "task_not_found");
    }

    [Fact]
    public async Task Nodes_tell_what_they_know_of_themselves()
    {
        JsonElement asked = (await network.CliAsync("ask", "Work for me", "--json")).Json();
        _ = await TaskOutcome.WaitAsync(network, asked);
        JsonElement[] nodes = [.. (await network.CliAsync("node", "stats", "--json")).Json().EnumerateArray()];
        Assert.Equal(["miner", "miner", "oracle", "router"], nodes.Select(node => node.GetProperty("roles")[0].GetString()));
        Assert.All(nodes, node => Assert.Equal("ok", Text(node, "status")));
        Assert.All(nodes, node => Assert.True(node.GetProperty("memory_bytes").GetInt64() > 1 << 20));
        JsonElement miner = nodes[0];
        Assert.True(miner.GetProperty("work").GetProperty("answers").GetInt64() > 0);
        Assert.True(miner.GetProperty("tasks").GetProperty("done").GetInt64() > 0, miner.ToString());
        Assert.True(Wei(miner, "paid") > 0);
        Assert.False(nodes[^1].TryGetProperty("work", out _));
        CliOutcome people = await network.CliAsync("node", "stats");
        Assert.Contains("miner-2", people.Output, StringComparison.Ordinal);
        (await network.CliAsync("node", "stats", "http://127.0.0.1:9")).AssertRefused(ExitCodes.NotRunning, "node_unreachable");
    }

    [Fact]
    public async Task Money_goes_into_a_session_and_out_again_and_an_allowance_delays_it()
    {
        JsonElement created = (
            await network.CliAsync("session", "create", "--name", "purse", "--deposit", "10", "--allowance", "0", "--json")
        ).Json();
        string session = created.GetProperty("sessionId").GetRawText();
        Assert.Equal(Cor(15.5m), Wei((await network.CliAsync("session", "deposit", session, "5.5", "--json")).Json(), "free"));
        JsonElement taken = (await network.CliAsync("session", "withdraw", session, "0.5", "--json")).Json();
        Assert.Equal((Cor(0.5m), Cor(15)), (Wei(taken, "moved"), Wei(taken, "free")));
        Assert.Equal("Closed", Text((await network.CliAsync("session", "close", session, "--json")).Json(), "state"));
        JsonElement rest = (await network.CliAsync("session", "withdraw", session, "--json")).Json();
        Assert.Equal((Cor(15), BigInteger.Zero), (Wei(rest, "moved"), Wei(rest, "free")));
        (await network.CliAsync("session", "withdraw", session)).AssertRefused(ExitCodes.Refused, "PaymentInsufficientBalance");

        string delayed = (await network.CliAsync("session", "create", "--deposit", "3", "--allowance", "1", "--json"))
            .Json()
            .GetProperty("sessionId")
            .GetRawText();
        CliOutcome first = await network.CliAsync("session", "withdraw", delayed, "1", "--json");
        first.AssertRefused(ExitCodes.Refused, "withdraw_pending");
        using JsonDocument waiting = JsonDocument.Parse(first.Output);
        Assert.Equal((BigInteger.Zero, Cor(3)), (Wei(waiting.RootElement, "moved"), Wei(waiting.RootElement, "free")));
        DateTimeOffset from = waiting.RootElement.GetProperty("withdrawFrom").GetDateTimeOffset();
        CliOutcome again = await network.CliAsync("session", "withdraw", delayed, "1", "--json");
        again.AssertRefused(ExitCodes.Refused, "withdraw_pending");
        using JsonDocument unchanged = JsonDocument.Parse(again.Output);
        Assert.Equal(from, unchanged.RootElement.GetProperty("withdrawFrom").GetDateTimeOffset());
        Assert.Equal(
            JsonValueKind.Null,
            (await network.CliAsync("session", "withdraw", delayed, "--cancel", "--json")).Json().GetProperty("withdrawFrom").ValueKind
        );
    }

    [Theory]
    [InlineData("amount_too_large", "session", "create", "--deposit", "80000000000")]
    [InlineData("amount_too_large", "session", "deposit", "1", "80000000000")]
    [InlineData("amount_invalid", "session", "deposit", "1", "-4")]
    [InlineData("amount_invalid", "session", "deposit", "1", "0")]
    [InlineData("amount_invalid", "session", "deposit", "1", "1.0000000000000000001")]
    public async Task An_amount_that_cannot_be_is_refused_before_the_chain_is_asked(string code, params string[] arguments) =>
        (await network.CliAsync(arguments)).AssertRefused(ExitCodes.Configuration, code);

    [Theory]
    [InlineData("ERC20InsufficientBalance", "session", "deposit", "1", "70000000000")]
    [InlineData("session_not_found", "session", "close", "999")]
    [InlineData("session_not_found", "session", "withdraw", "999")]
    public async Task What_the_chain_would_refuse_has_a_code(string code, params string[] arguments) =>
        (await network.CliAsync(arguments)).AssertRefused(ExitCodes.Refused, code);

    [Fact]
    public async Task An_administrator_changes_prices_deadlines_roles_and_hands_out_money()
    {
        string stranger = "0x52908400098527886E0F7030069857D2E4169EE7";
        Assert.True(
            (await network.CliAsync("admin", "price", "a-model", "0.01", "0.03", "--json")).Json().GetProperty("gas").GetUInt64() > 21_000
        );
        Assert.Equal(0, (await network.CliAsync("admin", "deadlines", "maxTokensLimit=16384")).Exit);
        (await network.CliAsync("admin", "deadlines", "tea=5")).AssertRefused(ExitCodes.Configuration, "config_invalid");
        Assert.Equal(0, (await network.CliAsync("admin", "fund", stranger, "2.5")).Exit);
        Assert.Equal(0, (await network.CliAsync("admin", "fund", stranger, "0.1", "--gas")).Exit);
        Assert.Equal(0, (await network.CliAsync("admin", "block", stranger)).Exit);
        Assert.Equal(0, (await network.CliAsync("admin", "unblock", stranger)).Exit);
        CliOutcome unregistered = await network.CliAsync("admin", "grant", "miner", stranger);
        Assert.Equal(ExitCodes.Refused.Number, unregistered.Exit);
        (await network.CliAsync("admin", "fund", "bob", "1")).AssertRefused(ExitCodes.Configuration, "config_invalid");
    }

    [Fact]
    public async Task The_configuration_of_a_running_node_is_shown_with_its_sources()
    {
        await network.StartAsync();
        string file = network.Paths.Configuration("router", 1);
        JsonElement shown = (await network.CliAsync("config", "show", "--config", file, "--json")).Json();
        Dictionary<string, (string Value, string Source)> settings = shown
            .GetProperty("settings")
            .EnumerateArray()
            .ToDictionary(setting => Text(setting, "key"), setting => (Text(setting, "value"), Text(setting, "source")));
        Assert.Equal((network.UrlOf("router-1"), file), settings["Listen"]);
        Assert.Equal("flag", settings["DataDir"].Source);
        Assert.Equal("default", settings["StopSeconds"].Source);
        Assert.Equal("(hidden, 64 characters)", settings["Router:ApiKeys:0:Sha256"].Value);
    }

    private static string Text(JsonElement owner, string name) => owner.GetProperty(name).GetString()!;

    private static BigInteger Wei(JsonElement owner, string name) =>
        BigInteger.Parse(owner.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static BigInteger Cor(decimal cor) => (BigInteger)(cor * 10) * BigInteger.Pow(10, 17);
}
