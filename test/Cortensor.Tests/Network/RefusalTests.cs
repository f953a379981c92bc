using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;

namespace Cortensor.Tests.Network;

/// <summary>
/// Requests that cannot be served: each gets a code and a status that the reference lists, no miner keeps work, no money moves.
/// </summary>
public sealed class RefusalTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Native = "/api/v1/completions";

    private static readonly string[] Documented = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "reference", "error-codes.txt"));

    [Fact]
    public async Task Bad_input_is_refused_by_code_and_costs_nothing()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3 });
        SessionBalance before = network.Balance;
        await ExpectAsync(network, Chat, Json(Messages(string.Empty)), 400, "empty_prompt");
        await ExpectAsync(network, Chat, Json(Messages(" \n ")), 400, "empty_prompt");
        await ExpectAsync(network, Native, Json("""{"prompt":""}"""), 400, "empty_prompt");
        await ExpectAsync(network, Chat, Json("{garbage"), 400, "invalid_json");
        await ExpectAsync(network, Chat, Json("[]"), 400, "invalid_request");
        await ExpectAsync(
            network,
            Chat,
            Bytes([.. "{\"messages\":[{\"role\":\"user\",\"content\":\""u8, 0xff, 0xfe, .. "\"}]}"u8]),
            400,
            "invalid_json"
        );
        await ExpectAsync(network, Chat, Json("""{"messages":[{"role":"user","content":"\ud800"}]}"""), 400, "invalid_text");
        await ExpectAsync(
            network,
            Chat,
            Json("""{"model":"other-model","messages":[{"role":"user","content":"hi"}]}"""),
            404,
            "model_not_found"
        );
        await ExpectAsync(network, Native, Json("""{"session_id":9,"prompt":"hi"}"""), 404, "session_not_found");
        await ExpectAsync(network, Chat, new StringContent(Messages("hi"), Encoding.UTF8, "text/plain"), 415, "unsupported_media_type");
        await ExpectAsync(network, Chat, Json(Messages(new string('x', 600_000))), 413, "request_too_large");
        await ExpectAsync(network, "/v1/nothing", Json("{}"), 404, "not_found");
        await ExpectAsync(network, Chat, Json(Messages("hi")), 401, "invalid_api_key", "wrong");
        Assert.Equal(before, network.Balance);
        Assert.Empty(network.Chain.Current.Tasks);
        Assert.All(network.Miners, static miner => Assert.Empty(miner.Engine.Requests));
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task A_prompt_over_the_context_is_counted_by_a_miner_and_refused_before_it_costs_anything()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3, ContextTokens = 256 });
        SessionBalance before = network.Balance;
        string tooLong = string.Join(' ', Enumerable.Repeat("word", 300));
        await ExpectAsync(network, Chat, Json(Messages(tooLong)), 400, "context_length_exceeded");
        await ExpectAsync(network, Chat, Json(Messages(tooLong, stream: true)), 400, "context_length_exceeded");
        Assert.Equal(before, network.Balance);
        Assert.Empty(network.Chain.Current.Tasks);

        // Many bytes, few tokens: nearly too long is not too long, and the place that was given back is used.
        await using ChatStream stream = await network.AskAsync(string.Join(' ', Enumerable.Repeat("word", 200)), maxTokens: 5);
        _ = await stream.ReadToEndAsync();
        Assert.Equal((true, "length"), (stream.IsDone, stream.Finish));
        Assert.Equal(1ul, stream.Key.Task.Value);
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
        Assert.Equal(0b111u, task.Accepted);
        Assert.All(task.Slots, static slot => Assert.Equal(5u, slot.OutputTokens));
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task A_session_without_money_is_told_so()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3, Deposit = TokenAmount.Zero });
        await ExpectAsync(network, Chat, Json(Messages("hi")), 402, "insufficient_balance");
        await ExpectAsync(network, Chat, Json(Messages("hi", stream: true)), 402, "insufficient_balance");
        Assert.Empty(network.Chain.Current.Tasks);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task A_router_without_allowance_spends_nothing()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3, Allowance = TokenAmount.Zero });
        SessionBalance before = network.Balance;
        await ExpectAsync(network, Chat, Json(Messages("hi")), 402, "allowance_exceeded");
        Assert.Equal(before, network.Balance);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task Too_few_miners_is_said_before_anything_is_submitted()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3 });
        await network.Miners[2].KillAsync();
        _ = await network.Log.WaitForAsync(
            "the router missing a miner",
            static line => line is { Node: "router", Event: "MinerDisconnected" }
        );
        await ExpectAsync(network, Chat, Json(Messages("hi")), 503, "no_miner");
        Assert.Empty(network.Chain.Current.Tasks);
        await network.Miners[2].RestartAsync();
        await using ChatStream stream = await network.AskAsync("hi");
        _ = await stream.ReadToEndAsync();
        _ = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
        NetworkScenes.AllIsWell(network);
    }

    private static string Messages(string content, bool stream = false) =>
        JsonSerializer.Serialize(new { stream, messages = new[] { new { role = "user", content } } });

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static ByteArrayContent Bytes(byte[] body)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static async Task ExpectAsync(
        TestNetwork network,
        string path,
        HttpContent body,
        int status,
        string code,
        string key = TestNetwork.ApiKey
    )
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using HttpResponseMessage response = await network.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(
            (int)response.StatusCode == status && text.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal),
            $"{path}, {code} expected: {(int)response.StatusCode} {text}"
        );
        Assert.Contains($"{status} {code}", Documented);
    }
}
