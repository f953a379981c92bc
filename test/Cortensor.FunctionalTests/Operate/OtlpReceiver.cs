using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>A collector on loopback that takes OTLP over HTTP in protobuf and keeps what it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

    private OtlpReceiver()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _ = _app.MapPost("/v1/{signal}", TakeAsync);
    }

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Every span so far.</summary>
    public IReadOnlyList<OtlpSpan> Spans =>
        [.. _received.Where(part => part.Signal == "traces").SelectMany(part => OtlpSpan.Read(part.Body))];

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        OtlpReceiver receiver = new();
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Whether anything of one signal came.</summary>
    public bool Has(string signal) => _received.Any(part => part.Signal == signal);

    /// <summary>Whether a text is in anything that came.</summary>
    public bool Holds(string text) => _received.Any(part => part.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, string signal)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((signal, body.ToArray()));
        context.Response.ContentType = "application/x-protobuf"; // An empty message: everything was taken.
    }
}
