using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cortensor.Bench.Router;

/// <summary>
/// A model server that has its answer ready: every proxy is measured in front of it. Each token is an event of its own and is flushed by
/// itself.
/// </summary>
internal static class StubServer
{
    public static async Task RunAsync(int port, int tokens, TimeSpan pace, TimeProvider time, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        WebApplication app = builder.Build();
        byte[][] events = [.. BenchAnswer.Words(tokens).Select(Chunk), Encoding.UTF8.GetBytes("data: [DONE]\n\n")];
        _ = app.MapPost("/v1/chat/completions", context => AnswerAsync(context, events, pace, time));
        await app.StartAsync(cancellationToken);
        await WaitForInputEndAsync(cancellationToken);
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Whoever started us is gone when our input ends.</summary>
    public static async Task WaitForInputEndAsync(CancellationToken cancellationToken)
    {
        byte[] nothing = new byte[64];
        await using Stream input = Console.OpenStandardInput();
        while (await input.ReadAsync(nothing, cancellationToken) > 0)
        {
            // Nobody has anything to say to us.
        }
    }

    private static async Task AnswerAsync(HttpContext context, byte[][] events, TimeSpan pace, TimeProvider time)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        foreach (byte[] one in events)
        {
            if (pace > TimeSpan.Zero)
            {
                await Task.Delay(pace, time, context.RequestAborted);
            }

            await context.Response.Body.WriteAsync(one, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static byte[] Chunk(string word) =>
        Encoding.UTF8.GetBytes(
            $$"""data: {"id":"chatcmpl-1-1","object":"chat.completion.chunk","created":1700000000,"model":"{{BenchAnswer.Model}}","choices":[{"index":0,"delta":{"content":"{{word}}"},"logprobs":null,"finish_reason":null}]}"""
                + "\n\n"
        );
}
