using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Cortensor.Router.Streaming;

/// <summary>
/// Server-sent events: one <c>data:</c> line per event. Events are gathered and go out together; a client that takes nothing for as long as
/// the patience lasts is given up, so that it holds a connection and not more.
/// </summary>
internal sealed class SseWriter(HttpResponse response, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Gathered bytes that are sent although there is more at hand.</summary>
    private const int FlushBytes = 32 * 1024;

    private PipeWriter Body => response.BodyWriter;

    /// <summary>Whether so much is gathered that it should be flushed.</summary>
    public bool IsFull => Body.UnflushedBytes >= FlushBytes;

    public void Begin()
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // Proxies that buffer turn a stream into a wait.
        // The server's own rule counts bytes per second and would cut off who reads in bursts; the patience below takes its place.
        if (response.HttpContext.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    public void Event(ReadOnlySpan<byte> json)
    {
        Body.Write("data: "u8);
        Body.Write(json);
        Body.Write("\n\n"u8);
    }

    public void Done() => Body.Write("data: [DONE]\n\n"u8);

    public void Comment() => Body.Write(": keep-alive\n\n"u8);

    /// <summary>Sends what is gathered; false when the client took nothing for too long and the connection was cut.</summary>
    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        ValueTask<FlushResult> flush = Body.FlushAsync(cancellationToken);
        if (flush.IsCompletedSuccessfully)
        {
            return true;
        }

        try
        {
            _ = await flush.AsTask().WaitAsync(timeout, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            response.HttpContext.Abort();
            return false;
        }
    }
}
