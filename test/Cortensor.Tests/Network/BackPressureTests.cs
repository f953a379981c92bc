using System.Net;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Network;
using Cortensor.Tests.Router;

namespace Cortensor.Tests.Network;

public sealed class BackPressureTests
{
    [Fact]
    public async Task What_waits_before_the_queue_is_bounded_as_the_queue_is()
    {
        SlowDisk? disk = null;
        await using TestNetwork network = await TestNetwork.StartAsync(
            new TestNetworkOptions
            {
                Miners = 3,
                RouterStore = inner => disk = new SlowDisk(inner),
                Router = static router => router.MaxOpenTasks = 1,
            }
        );
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        Task<ChatStream> first = network.AskAsync("count");
        await disk!.Reached;
        using (
            HttpResponseMessage second = await network.PostAsync(
                "/v1/chat/completions",
                """{"messages":[{"role":"user","content":"hi"}]}"""
            )
        )
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "queue_full"), (second.StatusCode, await StreamTests.CodeAsync(second)));
            Assert.NotNull(second.Headers.RetryAfter);
        }

        disk.GoOn();
        await using ChatStream stream = await first;
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
    }

    [Fact]
    public async Task Paths_that_are_no_numbers_are_told_what_is_wrong_with_them()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3 });
        foreach (
            (string path, HttpStatusCode status, string code) in ((string, HttpStatusCode, string)[])
                [
                    ("/api/v1/tasks/x/y", HttpStatusCode.BadRequest, "invalid_request"),
                    ("/api/v1/tasks/x", HttpStatusCode.BadRequest, "invalid_request"),
                    ($"/api/v1/tasks/{network.Session}/y", HttpStatusCode.BadRequest, "invalid_request"),
                    ($"/api/v1/tasks/{network.Session}/9", HttpStatusCode.NotFound, "task_not_found"),
                    ("/api/v1/tasks/9/1", HttpStatusCode.NotFound, "session_not_found"),
                    (
                        $"/api/v1/tasks/{network.Session}?client_reference={new string('x', 33)}",
                        HttpStatusCode.BadRequest,
                        "invalid_request"
                    ),
                ]
        )
        {
            using HttpResponseMessage response = await network.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((path, status, code), (path, response.StatusCode, await StreamTests.CodeAsync(response)));
        }
    }

    /// <summary>A disk whose first write takes until the test says so.</summary>
    private sealed class SlowDisk(IPayloadStore inner) : IPayloadStore
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task.WaitAsync(RouterHost.Timeout);

        public void GoOn() => _goOn.TrySetResult();

        public async ValueTask<Hash32> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            _ = _reached.TrySetResult();
            await _goOn.Task.WaitAsync(cancellationToken);
            return await inner.PutAsync(bytes, cancellationToken);
        }

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Hash32 digest, CancellationToken cancellationToken) =>
            inner.GetAsync(digest, cancellationToken);
    }
}
