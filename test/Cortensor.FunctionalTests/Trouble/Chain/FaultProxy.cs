using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cortensor.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>Stands between the chain client and a real node, and does to each exchange what the test's script says.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int HugeChunks = 40;

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    private readonly WebApplication _app;
    private readonly Uri _upstream;
    private readonly HttpClient _http = new();
    private readonly SocketRelay _sockets;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _calls = [];
    private volatile Func<ProxyExchange, ProxyFault> _script = static _ => ProxyFault.None;
    private volatile Func<string, JsonNode, JsonNode?, JsonNode?>? _tell;
    private int _requests;

    private FaultProxy(WebApplication app, Uri upstream)
    {
        (_app, _upstream) = (app, upstream);
        _sockets = new SocketRelay(new UriBuilder(upstream) { Scheme = "ws" }.Uri);
    }

    /// <summary>What happens to an exchange.</summary>
    public Func<ProxyExchange, ProxyFault> Script
    {
        set => _script = value;
    }

    /// <summary>Lies: the result to tell instead, from method, parameters and the node's result.</summary>
    public Func<string, JsonNode, JsonNode?, JsonNode?>? Tell
    {
        set => _tell = value;
    }

    public Uri Endpoint => new(_app.Urls.Single());

    public Uri Socket => new UriBuilder(Endpoint) { Scheme = "ws" }.Uri;

    public SocketRelay Sockets => _sockets;

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Calls in all requests together: more than requests when they travel in batches.</summary>
    public int Calls
    {
        get
        {
            lock (_lock)
            {
                return _calls.Values.Sum();
            }
        }
    }

    public int CallsOf(string method)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(method);
        }
    }

    public static async Task<FaultProxy> StartAsync(Uri upstream, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        FaultProxy proxy = new(app, upstream);
        _ = app.UseWebSockets();
        app.Run(proxy.HandleAsync);
        await app.StartAsync(cancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        _sockets.Cut();
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await _sockets.HandleAsync(context);
            return;
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        JsonNode request = JsonNode.Parse(body.ToArray())!;
        ProxyFault fault = _script(Note(request));
        if (await AnswerWithoutNodeAsync(context, fault, request))
        {
            return;
        }

        // The node must carry it out even when the client hangs up.
        using ByteArrayContent content = new(body.ToArray()) { Headers = { ContentType = JsonType } };
        using HttpResponseMessage response = await _http.PostAsync(_upstream, content, CancellationToken.None);
        JsonNode answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(CancellationToken.None))!;
        await AnswerAsync(context, fault, Lie(request, answer));
    }

    private ProxyExchange Note(JsonNode request)
    {
        string[] methods = [.. Items(request).Select(static call => call["method"]!.GetValue<string>())];
        lock (_lock)
        {
            foreach (string method in methods)
            {
                _calls[method] = _calls.GetValueOrDefault(method) + 1;
            }
        }

        return new ProxyExchange(methods, Interlocked.Increment(ref _requests));
    }

    private JsonNode Lie(JsonNode request, JsonNode answer)
    {
        if (_tell is not { } tell)
        {
            return answer;
        }

        foreach ((JsonNode call, JsonNode reply) in Items(request).Zip(Items(answer)))
        {
            if (reply.AsObject().ContainsKey("result"))
            {
                reply["result"] = tell(call["method"]!.GetValue<string>(), call["params"]!, reply["result"]?.DeepClone());
            }
        }

        return answer;
    }

    private static async Task<bool> AnswerWithoutNodeAsync(HttpContext context, ProxyFault fault, JsonNode request)
    {
        switch (fault)
        {
            case ProxyFault.DropRequest:
                context.Abort();
                return true;
            case ProxyFault.Swallow:
                JsonArray taken = new([
                    .. Items(request)
                        .Select(static call =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["jsonrpc"] = "2.0",
                                    ["id"] = call["id"]!.DeepClone(),
                                    ["result"] = Hash32.Zero.ToString(),
                                }
                        ),
                ]);
                await context.Response.WriteAsync((request is JsonArray ? taken : taken[0]!).ToJsonString());
                return true;
            case ProxyFault.RateLimit:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = "1";
                await context.Response.CompleteAsync();
                return true;
            case ProxyFault.Html:
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
                await context.Response.WriteAsync("<html><body>Bad gateway</body></html>");
                return true;
            default:
                return false;
        }
    }

    private static async Task AnswerAsync(HttpContext context, ProxyFault fault, JsonNode answer)
    {
        byte[] body = Encoding.UTF8.GetBytes(answer.ToJsonString());
        switch (fault)
        {
            case ProxyFault.DropAnswer:
                context.Abort();
                break;
            case ProxyFault.Stall:
                TaskCompletionSource gone = new();
                await using (context.RequestAborted.Register(gone.SetResult))
                {
                    await gone.Task;
                }

                break;
            case ProxyFault.Truncate:
                await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
                break;
            case ProxyFault.WrongId:
                foreach (JsonNode reply in Items(answer))
                {
                    reply["id"] = -7;
                }

                await context.Response.WriteAsync(answer.ToJsonString());
                break;
            case ProxyFault.Huge:
                byte[] chunk = Encoding.ASCII.GetBytes(new string(' ', 1 << 17));
                for (int sent = 0; sent < HugeChunks && !context.RequestAborted.IsCancellationRequested; sent++)
                {
                    await context.Response.Body.WriteAsync(chunk);
                }

                break;
            default:
                await context.Response.Body.WriteAsync(body);
                break;
        }
    }

    private static IEnumerable<JsonNode> Items(JsonNode node) => node is JsonArray many ? many.Select(static item => item!) : [node];
}
