using System.Net.WebSockets;
using System.Text.Json;
using Cortensor.Api.Frames;
using Cortensor.Protocol.Payments;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Client;

/// <summary>Clients that send too much, or to the wrong place: each is told by code, nothing reaches the chain and no wei moves.</summary>
public sealed class ClientThatAsksTooMuchTests
{
    [Fact]
    public async Task Each_is_told_by_code_and_no_money_moves()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(
            new TestNetworkOptions { Router = static router => router.MaxBodyBytes = 64 * 1024 }
        );
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        SessionBalance before = network.Balance;
        await RefusedAsync(network, Chat(new string('x', 64 * 1024)), 413, "request_too_large");
        // Far beyond the limit, too.
        await RefusedAsync(network, Chat(new string('x', 256 * 1024)), 413, "request_too_large");
        await RefusedAsync(
            network,
            Chat(string.Join(' ', Enumerable.Repeat("word", network.Options.ContextTokens + 1))),
            400,
            "context_length_exceeded"
        );
        await RefusedAsync(network, """{"max_tokens":1000000,"messages":[{"role":"user","content":"hi"}]}""", 400, "invalid_request");
        Assert.Empty(network.Chain.Current.Tasks);
        Assert.Equal(before, network.Balance);
        network.Chain.AssertMoneyConserved();
        Assert.Empty(network.Log.Errors);

        // And those who behave are served.
        await using ChatStream stream = await network.AskAsync("count");
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
    }

    [Fact]
    public async Task A_websocket_of_a_stranger_is_refused_by_code()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3 });
        using ClientWebSocket stranger = new();
        await stranger.ConnectAsync(network.Router.SocketUrl, default);
        FrameReader reader = new(stranger);
        _ = Assert.IsType<ChallengeFrame>(await reader.ReadAsync(default));
        await stranger.SendAsync("{\"messages\":[]}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, default);
        Assert.Equal("invalid_frame", Assert.IsType<ErrorFrame>(await reader.ReadAsync(default)).Code);
        Assert.Null(await reader.ReadAsync(default));
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, stranger.CloseStatus);

        using ClientWebSocket lost = new();
        lost.Options.CollectHttpResponseDetails = true;
        Uri chat = new UriBuilder(network.Router.SocketUrl) { Path = "/v1/chat/completions" }.Uri;
        _ = await Assert.ThrowsAsync<WebSocketException>(() => lost.ConnectAsync(chat, default));
        Assert.Equal(System.Net.HttpStatusCode.MethodNotAllowed, lost.HttpStatusCode);
        Assert.Empty(network.Log.Errors);
    }

    private static string Chat(string prompt) => $$"""{"messages":[{"role":"user","content":{{JsonSerializer.Serialize(prompt)}}}]}""";

    private static async Task RefusedAsync(TestNetwork network, string body, int status, string code)
    {
        using HttpResponseMessage response = await network.PostAsync("/v1/chat/completions", body);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(
            (int)response.StatusCode == status && text.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal),
            $"{(int)response.StatusCode} {text}"
        );
    }
}
