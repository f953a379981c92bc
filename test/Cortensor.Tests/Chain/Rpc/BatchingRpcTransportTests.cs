using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cortensor.Chain.Rpc;

namespace Cortensor.Tests.Chain.Rpc;

public sealed class BatchingRpcTransportTests
{
    [Fact]
    public async Task Calls_made_while_the_line_is_busy_travel_together_and_answers_find_their_call_in_any_order()
    {
        Node node = new(static calls => new JsonArray([.. calls.AsArray().Reverse().Select(static call => Reply(call!))]));
        BatchingRpcTransport batching = Over(node, mostPerBatch: 4);
        Task<string>[] asked = [.. Enumerable.Range(0, 10).Select(number => AskAsync(batching, number))];
        await node.Arrived;
        node.Open();
        Assert.Equal(Enumerable.Range(0, 10).Select(static number => $"echo {number}"), await Task.WhenAll(asked));
        Assert.Equal(10, node.Sizes.Sum());
        Assert.All(node.Sizes, static size => Assert.InRange(size, 1, 4));
        Assert.InRange(node.Sizes.Count, 3, 4); // at most one call alone, then batches of four
    }

    [Fact]
    public async Task A_call_that_its_batch_does_not_answer_is_an_error_and_the_others_are_not()
    {
        Node node = new(static calls =>
            calls is JsonArray many ? new JsonArray([.. many.Skip(1).Select(static call => Reply(call!))]) : Reply(calls)
        );
        BatchingRpcTransport batching = Over(node, mostPerBatch: 50);
        Task<string> alone = AskAsync(batching, 0);
        await node.Arrived;
        Task<string>[] together = [.. Enumerable.Range(1, 3).Select(number => AskAsync(batching, number))];
        node.Open();
        Assert.Equal("echo 0", await alone);
        RpcUnreachableException missing = await Assert.ThrowsAsync<RpcUnreachableException>(() => together[0]);
        Assert.Equal(RpcFault.Garbage, missing.Fault);
        Assert.Equal(["echo 2", "echo 3"], await Task.WhenAll(together[1..]));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batches are not supported"}}""", HttpStatusCode.OK)]
    [InlineData("<html>bad request</html>", HttpStatusCode.BadRequest)]
    public async Task A_node_that_refuses_batches_gets_single_calls_from_then_on(string refusal, HttpStatusCode status)
    {
        Node node = new(calls => calls is JsonArray ? null : Reply(calls)) { Refusal = (refusal, status) };
        BatchingRpcTransport batching = Over(node, mostPerBatch: 8);
        Task<string> first = AskAsync(batching, 0);
        await node.Arrived;
        Task<string>[] together = [.. Enumerable.Range(1, 5).Select(number => AskAsync(batching, number))];
        node.Open();
        Assert.Equal("echo 0", await first);
        Assert.Equal(["echo 1", "echo 2", "echo 3", "echo 4", "echo 5"], await Task.WhenAll(together));
        Assert.Equal(1, batching.BatchLimit);
    }

    [Fact]
    public async Task Answers_that_are_too_long_together_are_asked_for_in_halves()
    {
        static JsonObject Long(JsonNode call) =>
            new()
            {
                ["jsonrpc"] = "2.0",
                ["id"] = call["id"]!.DeepClone(),
                ["result"] = new string('x', 300) + call["params"]![0],
            };
        Node node = new(static calls =>
            calls is JsonArray many ? new JsonArray([.. many.Select(static call => Long(call!))]) : Long(calls)
        );
        BatchingRpcTransport batching = Over(node, mostPerBatch: 8, maxBodyBytes: 1_000);
        Task<string> first = AskAsync(batching, 0);
        await node.Arrived;
        Task<string>[] together = [.. Enumerable.Range(1, 5).Select(number => AskAsync(batching, number))];
        node.Open();
        Assert.EndsWith("x0", await first, StringComparison.Ordinal);
        Assert.Equal(["x1", "x2", "x3", "x4", "x5"], (await Task.WhenAll(together)).Select(static answer => answer[^2..]));
        Assert.Equal(8, batching.BatchLimit);
    }

    [Fact]
    public async Task An_error_belongs_to_its_own_call()
    {
        Node node = new(static calls =>
            calls is JsonArray many
                ? new JsonArray([.. many.Select(static (call, index) => index == 0 ? ErrorFor(call!) : Reply(call!))])
                : Reply(calls)
        );
        BatchingRpcTransport batching = Over(node, mostPerBatch: 8);
        Task<string> first = AskAsync(batching, 0);
        await node.Arrived;
        Task<string>[] together = [AskAsync(batching, 1), AskAsync(batching, 2)];
        node.Open();
        _ = await first;
        JsonRpcException refused = await Assert.ThrowsAsync<JsonRpcException>(() => together[0]);
        Assert.Equal((3, "execution reverted"), (refused.Code, refused.NodeMessage));
        Assert.Equal("echo 2", await together[1]);
    }

    [Fact]
    public async Task Who_gave_up_waiting_is_left_out_of_the_batch()
    {
        Node node = new(static calls =>
            calls is JsonArray many ? new JsonArray([.. many.Select(static call => Reply(call!))]) : Reply(calls)
        );
        BatchingRpcTransport batching = Over(node, mostPerBatch: 8);
        using CancellationTokenSource tired = new();
        Task<string> first = AskAsync(batching, 0);
        await node.Arrived;
        Task<JsonElement> cancelled = batching.CallAsync("echo", [1], tired.Token);
        Task<string> second = AskAsync(batching, 2);
        await tired.CancelAsync();
        node.Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(["echo 0", "echo 2"], await Task.WhenAll(first, second));
        Assert.Equal(2, node.Sizes.Sum());
    }

    private static BatchingRpcTransport Over(Node node, int mostPerBatch, int maxBodyBytes = HttpRpcTransport.DefaultMaxBodyBytes) =>
        new(
            new HttpRpcTransport(
                new HttpClient(node),
                new Uri("http://127.0.0.1:1"),
                HttpRpcTransport.DefaultTimeout,
                TimeProvider.System,
                maxBodyBytes
            ),
            mostPerBatch,
            mostUnderWay: 1
        );

    private static async Task<string> AskAsync(BatchingRpcTransport batching, int number) =>
        (await batching.CallAsync("echo", [number], TestContext.Current.CancellationToken)).GetString()!;

    private static JsonObject Reply(JsonNode call) =>
        new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = call["id"]!.DeepClone(),
            ["result"] = $"echo {call["params"]![0]}",
        };

    private static JsonObject ErrorFor(JsonNode call) =>
        new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = call["id"]!.DeepClone(),
            ["error"] = new JsonObject { ["code"] = 3, ["message"] = "execution reverted" },
        };

    /// <summary>Holds the first request back until told, so that a test decides what comes in meanwhile.</summary>
    private sealed class Node(Func<JsonNode, JsonNode?> answer) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<int> Sizes { get; } = [];

        public (string Body, HttpStatusCode Status) Refusal { get; init; }

        public Task Arrived => _arrived.Task;

        public void Open() => _open.SetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            JsonNode calls = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            _ = _arrived.TrySetResult();
            await _open.Task.WaitAsync(cancellationToken);
            if (answer(calls) is not { } reply)
            {
                return new HttpResponseMessage(Refusal.Status) { Content = new StringContent(Refusal.Body) };
            }

            Sizes.Add(calls is JsonArray many ? many.Count : 1); // one request at a time: the line has one place
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(reply.ToJsonString()) };
        }
    }
}
