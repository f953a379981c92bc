using System.Net;
using System.Net.Sockets;
using System.Text;
using Cortensor.Api.Native;
using Cortensor.FunctionalTests.Trouble.Router;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Network;

namespace Cortensor.FunctionalTests.Trouble.Client;

/// <summary>
/// A client that opens a stream and stops reading, over a real socket with a small window. The router holds a bounded part of the answer
/// for it and cuts it off in the end; the miner is not held up, the task is paid, and the whole answer can be fetched.
/// </summary>
public sealed class ClientThatStopsReadingTests
{
    /// <summary>As events, several times what sockets and pipes between router and client take.</summary>
    private const int Tokens = 20_000;
    private const int ContextTokens = 30_000;
    private const int SmallWindow = 4 * 1024;
    private const int SmallBuffer = 16 * 1024;

    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public async Task It_is_cut_off_and_its_task_is_paid()
    {
        string answer = string.Join(' ', Enumerable.Repeat("word", Tokens));
        await using TestNetwork network = await TestNetwork.StartAsync(
            new TestNetworkOptions
            {
                Miners = 2,
                Redundancy = 1,
                Proof = ProofKind.None,
                ContextTokens = ContextTokens,
                Script = _ => answer,
                RouterSendBuffer = SmallBuffer,
                Router = static router =>
                {
                    router.ClientStallTimeout = Stall;
                    router.TokenCredits = 2; // Tokens one or two at a time, so that events are many.
                    // Time runs far ahead of the work here: nothing else may be late.
                    (router.AnswerTimeout, router.MaxAnswerTimeout, router.StallTimeout) = (Never, Never, Never);
                },
            }
        );
        SessionBalance before = network.Balance;
        using Socket client = await AskAsync(network);
        // The answer is made and committed although nobody reads it.
        TaskKey key = new(network.Session, new TaskId(1));
        QueueTask task = await network.WaitForTaskAsync(key, TaskState.Completed);
        Assert.Equal((uint)Tokens, task.Slots[0].OutputTokens);
        TaskMoney.AssertPaid(network, before, task, answers: 1);

        // Others are served meanwhile.
        foreach (TestMiner miner in network.Miners)
        {
            miner.Engine.Say("Hello to you.");
        }

        await using (ChatStream other = await network.AskAsync("hello"))
        {
            Assert.Equal("Hello to you.", await other.ReadToEndAsync());
        }

        _ = await network.AdvanceUntilAsync(
            "the cut",
            _ => network.Log.Lines.Any(static line => line.Event == "ClientTooSlow"),
            TimeSpan.FromMinutes(20)
        );
        LogLine cut = await network.Log.WaitForAsync("the cut", static line => line is { Node: "router", Event: "ClientTooSlow" });
        Assert.StartsWith($"Task {key.Session}/{key.Task}", cut.Text, StringComparison.Ordinal);
        string received = await DrainAsync(client);
        Assert.DoesNotContain("[DONE]", received, StringComparison.Ordinal);
        Assert.InRange(received.Length, 1, Tokens * 100);

        TaskDetails page = await TaskPages.OfAsync(network, key);
        Assert.Equal(answer, Assert.Single(page.Results.Data));
        Assert.Empty(network.Log.Errors);
    }

    private static async Task<Socket> AskAsync(TestNetwork network)
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = SmallWindow };
        await client.ConnectAsync(IPAddress.Loopback, network.Router.Url.Port);
        byte[] body = Encoding.UTF8.GetBytes($$"""{"stream":true,"max_tokens":{{Tokens}},"messages":[{"role":"user","content":"long"}]}""");
        byte[] head = Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: {network.Router.Url.Authority}\r\nAuthorization: Bearer {TestNetwork.ApiKey}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"
        );
        _ = await client.SendAsync((byte[])[.. head, .. body]);
        return client;
    }

    /// <summary>What was on its way when the router gave up.</summary>
    private static async Task<string> DrainAsync(Socket client)
    {
        using CancellationTokenSource late = new(TroubleScene.Timeout);
        StringBuilder text = new();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await client.ReceiveAsync(buffer, late.Token)) > 0)
            {
                _ = text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // Reset: the router did not wait for it.
        }

        return text.ToString();
    }
}
