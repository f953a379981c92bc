using Microsoft.AspNetCore.Http;

namespace Cortensor.Router.Streaming;

/// <summary>Server-sent events: one <c>data:</c> line per event, flushed when the caller has nothing more at hand.</summary>
internal sealed class SseWriter(HttpResponse response)
{
    private static readonly byte[] Prefix = "data: "u8.ToArray();
    private static readonly byte[] Suffix = "\n\n"u8.ToArray();
    private static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();
    private static readonly byte[] Comment = ": keep-alive\n\n"u8.ToArray();

    public void Begin()
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // Proxies that buffer turn a stream into a wait.
    }

    public async ValueTask EventAsync(byte[] json, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Prefix, cancellationToken);
        await response.Body.WriteAsync(json, cancellationToken);
        await response.Body.WriteAsync(Suffix, cancellationToken);
    }

    public ValueTask DoneAsync(CancellationToken cancellationToken) => response.Body.WriteAsync(Done, cancellationToken);

    public ValueTask CommentAsync(CancellationToken cancellationToken) => response.Body.WriteAsync(Comment, cancellationToken);

    public Task FlushAsync(CancellationToken cancellationToken) => response.Body.FlushAsync(cancellationToken);
}
