using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Cortensor.Node.Metrics;
using Cortensor.Node.Options;
using Cortensor.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Tests.Node.Metrics;

/// <summary>The metrics of a node on a free port of loopback, without the node.</summary>
internal sealed class MetricsHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MetricsHost(WebApplication app) => _app = app;

    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public static async Task<MetricsHost> StartAsync(string? variable = null, string? value = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        if (variable is not null)
        {
            builder.Configuration[variable] = value;
        }

        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Services.AddMetrics().AddTelemetry(builder.Configuration, new NodeOptions { Roles = [NodeRoles.Miner] }, Address.Zero);
        WebApplication app = builder.Build();
        _ = app.MapTelemetry();
        await app.StartAsync();
        return new MetricsHost(app);
    }

    public async Task<HttpResponseMessage> AskAsync(HttpMethod method)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(method, _app.Urls.Single() + TelemetryModule.MetricsPath);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>What a scrape gets.</summary>
    public async Task<string> ReadAsync()
    {
        using HttpResponseMessage response = await AskAsync(HttpMethod.Get);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A client that asked for the metrics and reads nothing by itself.</summary>
    public async Task<Socket> AskWithoutReadingAsync()
    {
        Uri url = new(_app.Urls.Single());
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
        _ = await socket.SendAsync(
            System.Text.Encoding.ASCII.GetBytes($"GET {TelemetryModule.MetricsPath} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n"),
            TestContext.Current.CancellationToken
        );
        return socket;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
