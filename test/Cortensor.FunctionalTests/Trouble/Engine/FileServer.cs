using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>Serves one file under every name, with ranges; can stop in the middle of it and stay silent.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _ranges = [];

    private FileServer(WebApplication app) => _app = app;

    /// <summary>The Range header of each request, empty for none.</summary>
    public IReadOnlyList<string> Ranges => _ranges;

    /// <summary>Bytes after which nothing more comes, as long as this is set.</summary>
    public long? SilentAfter { get; set; }

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FileServer> StartAsync(string file)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        FileServer server = new(app);
        _ = app.MapGet(
            "/{name}",
            async (HttpContext context) =>
            {
                lock (server._ranges)
                {
                    server._ranges.Add(context.Request.Headers.Range.ToString());
                }

                if (server.SilentAfter is { } bytes)
                {
                    await server.BeginAsync(context, file, bytes);
                }
                else
                {
                    await Results
                        .File(file, "application/octet-stream", enableRangeProcessing: true, entityTag: new("\"one\""))
                        .ExecuteAsync(context);
                }
            }
        );
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task BeginAsync(HttpContext context, string file, long bytes)
    {
        context.Response.ContentLength = new FileInfo(file).Length;
        context.Response.Headers.ETag = "\"one\"";
        await context.Response.SendFileAsync(file, 0, bytes, context.RequestAborted);
        TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
