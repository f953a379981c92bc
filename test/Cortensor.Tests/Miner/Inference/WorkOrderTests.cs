using Cortensor.Api.Frames;
using Cortensor.Miner.Inference;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Inference.Sampling;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Miner.Inference;

public sealed class WorkOrderTests : IAsyncLifetime
{
    private QueueWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await QueueWorld.StartAsync(2, 1);

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_sampling_key_is_the_one_a_verifier_derives()
    {
        WorkOrder order = Read(_world.Request())!;
        Address miner = _world.Miners[0].Address;
        InferenceRequest request = order.ToRequest(miner, []);
        Assert.Equal(
            SamplingSeeds.MinerKey(SamplingSeeds.TaskSeed(order.SelectionSeed, order.RequestDigest, 0, 0), miner),
            request.SamplingKey
        );
        Assert.NotEqual(request.SamplingKey, order.ToRequest(_world.Miners[1].Address, []).SamplingKey);
    }

    [Fact]
    public void The_limit_counts_the_prefix_and_what_was_made_already()
    {
        WorkOrder order = Read(_world.Request(maxTokens: 10))! with { Prefix = [1, 2, 3] };
        InferenceRequest request = order.ToRequest(_world.Miners[0].Address, [4, 5]);
        Assert.Equal(5, request.MaxTokens);
        Assert.Equal([1, 2, 3, 4, 5], request.Prefix);
    }

    [Theory]
    [InlineData(0, 1, 1, 3, true)]
    [InlineData(0, 1, 2, 3, false)]
    [InlineData(0, 2, 1, 3, false)]
    [InlineData(0, 1, 1, 2, false)]
    [InlineData(1, 2, 2, 3, false)]
    public void The_segments_must_cover_the_prefix(int from1, int to1, int from2, int to2, bool whole)
    {
        Address other = _world.Miners[1].Address;
        TaskFrame frame = Frame(_world.Request()) with
        {
            Prefix = [7, 8, 9],
            PrefixSegments = [new FrameSegment(other, from1, to1), new FrameSegment(_world.Miners[0].Address, from2, to2)],
        };
        Assert.Equal(whole, WorkOrder.Read(frame, out string problem) is not null);
        Assert.Equal(whole, problem.Length == 0);
    }

    [Fact]
    public void A_request_of_another_session_or_no_request_at_all_is_refused()
    {
        TaskFrame frame = Frame(_world.Request());
        Assert.Null(WorkOrder.Read(frame with { Session = new SessionId(99) }, out string session));
        Assert.Contains("session", session, StringComparison.Ordinal);
        Assert.Null(WorkOrder.Read(frame with { Request = "not base64!" }, out string base64));
        Assert.Contains("base64", base64, StringComparison.Ordinal);
        byte[] rubbish = [1, 2, 3];
        Assert.Null(
            WorkOrder.Read(
                frame with
                {
                    Request = Convert.ToBase64String(rubbish),
                    RequestDigest = CanonicalJson.Digest(rubbish),
                },
                out string decoded
            )
        );
        Assert.NotEmpty(decoded);
    }

    [Fact]
    public void A_miner_that_goes_on_after_its_own_part_extends_it()
    {
        Address me = _world.Miners[0].Address;
        Address other = _world.Miners[1].Address;
        WorkOrder order = Read(_world.Request())! with
        {
            Prefix = [1, 2, 3],
            PrefixSegments = [new ResultSegment(other, 0, 1), new ResultSegment(me, 1, 3)],
            PrefixText = "abc",
        };
        ResultObject result = ResultObject.Decode(
            ResultBuilder.Build(order, new Answered([4], "d", 5, FinishReason.Stop, new ResultTimings(0, 0, 0)), _world.Identity(0))
        );
        Assert.Equal([new ResultSegment(other, 0, 1), new ResultSegment(me, 1, 4)], result.Segments);
        Assert.Equal(("abcd", 5), (result.Text, result.PromptTokens));
        Assert.Equal([1, 2, 3, 4], result.Tokens);
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "b7ad6b7169203331")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ", "0000000000000000")]
    [InlineData("a story", "0000000000000000")]
    [InlineData(null, "0000000000000000")]
    public void A_malformed_trace_is_none_and_the_order_is_worked_on(string? traceparent, string parent)
    {
        WorkOrder? order = WorkOrder.Read(Frame(_world.Request()) with { Traceparent = traceparent }, out _);
        Assert.Equal(parent, order!.Trace.SpanId.ToHexString());
    }

    private WorkOrder? Read(TaskObject request) => WorkOrder.Read(Frame(request), out _);

    private TaskFrame Frame(TaskObject request)
    {
        byte[] bytes = request.Encode();
        TaskKey key = _world.NextKey;
        return new TaskFrame(
            key.Session,
            key.Task,
            CanonicalJson.Digest(bytes),
            Convert.ToBase64String(bytes),
            _world.SeedOf(request),
            true,
            [],
            []
        );
    }
}
