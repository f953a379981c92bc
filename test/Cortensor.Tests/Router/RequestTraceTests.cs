using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cortensor.Api.Frames;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Tests.Router;

/// <summary>
/// The router continues a client's trace, names it to the miners, and takes a request with a malformed one as if it had none.
/// </summary>
public sealed class RequestTraceTests : IDisposable
{
    private readonly string _trace = ActivityTraceId.CreateRandom().ToHexString();
    private readonly ActivityListener _listener;

    public RequestTraceTests()
    {
        // Sources are shared by the whole process: only this test's trace is recorded.
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == TraceSources.Router,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId.ToHexString() == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("00-{0}-b7ad6b7169203331-01", true)]
    [InlineData("00-{0}-b7ad6b7169203331-01-and-more", false)]
    [InlineData("{0}", false)]
    public async Task A_task_frame_names_the_trace_of_a_well_formed_header(string header, bool isContinued)
    {
        await using RouterHost router = await RouterHost.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent(
                $$"""{"model":"{{RouterHost.ModelName}}","stream":true,"messages":[{"role":"user","content":"hi"}]}""",
                Encoding.UTF8,
                "application/json"
            ),
        };
        Assert.True(request.Headers.TryAddWithoutValidation("traceparent", string.Format(CultureInfo.InvariantCulture, header, _trace)));
        Task<HttpResponseMessage> answering = router.Client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        (FakeMiner elected, _, _) = await router.AskedAsync();
        TaskFrame frame = await elected.ExpectAsync<TaskFrame>();
        Assert.Equal(isContinued, frame.Traceparent?.StartsWith($"00-{_trace}-", StringComparison.Ordinal) == true);
        // The miner's parent is the router's span.
        Assert.DoesNotContain("b7ad6b7169203331", frame.Traceparent ?? string.Empty, StringComparison.Ordinal);
        await elected.TokensAsync(frame, 0, "one");
        _ = await elected.DoneAsync(frame, 1, "one");
        using HttpResponseMessage response = await answering;
        Assert.Contains(
            "[DONE]",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }
}
