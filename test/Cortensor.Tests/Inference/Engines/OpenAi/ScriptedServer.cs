using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cortensor.Tests.Inference.Engines.OpenAi;

/// <summary>A server that says what a test wants, byte for byte, honest or not: one connection a request.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<string> _answers = new();
    private readonly List<string> _requests = [];
    private readonly Task _serving;

    public ScriptedServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    /// <summary>Head and body of each request so far.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Done when the client has closed a connection on which this server had more to say.</summary>
    public TaskCompletionSource Abandoned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A marker in an answer: from here on the server says nothing and keeps the connection open.</summary>
    public const string Silence = "\u0001";

    public static string Json(int status, string body, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public static string Events(params string[] data) =>
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        + string.Concat(data.Select(one => one == Silence ? one : $"data: {one}\n\n"));

    public static string Token(string text, string? finish = null) =>
        $$"""{"choices":[{"index":0,"delta":{"content":{{System.Text.Json.JsonSerializer.Serialize(text)}}},"finish_reason":{{(finish is null ? "null" : $"\"{finish}\"")}}}]}""";

    public static string Usage(int prompt, int output) =>
        $$$"""{"choices":[],"usage":{"prompt_tokens":{{{prompt}}},"completion_tokens":{{{output}}},"total_tokens":{{{prompt + output}}}}}""";

    public ScriptedServer Then(string answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public ScriptedServer ThenModels(string model = "m") => Then(Json(200, $$"""{"object":"list","data":[{"id":"{{model}}"}]}"""));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(
                    AnswerAsync(
                        await _listener.AcceptTcpClientAsync(_stop.Token),
                        _answers.TryDequeue(out string? answer) ? answer : Json(500, "{}")
                    )
                );
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped, before or while it waited.
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client, string answer)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                string request = await ReadAsync(stream);
                lock (_requests)
                {
                    _requests.Add(request);
                }

                string[] parts = answer.Split(Silence);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(parts[0]), _stop.Token);
                if (parts.Length > 1 && await stream.ReadAsync(new byte[1], _stop.Token) == 0)
                {
                    _ = Abandoned.TrySetResult();
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                _ = Abandoned.TrySetResult();
            }
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[65_536];
        while (true)
        {
            int read = await stream.ReadAsync(buffer, _stop.Token);
            _ = text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            string all = text.ToString();
            int end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            int length = all.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase) is >= 0 and int at
                ? int.Parse(
                    all[(at + 16)..all.IndexOf("\r\n", at, StringComparison.Ordinal)],
                    System.Globalization.CultureInfo.InvariantCulture
                )
                : 0;
            if (read == 0 || (end >= 0 && Encoding.UTF8.GetByteCount(all[(end + 4)..]) >= length))
            {
                return all;
            }
        }
    }
}
