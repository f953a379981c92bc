using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Cortensor.Api;
using Cortensor.Api.OpenAi;

namespace Cortensor.Bench.Latency;

/// <summary>Asks the router, as any client does.</summary>
internal sealed class NetworkAsker : IDisposable
{
    private const string StreamEnd = "[DONE]";

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly string _model;

    public NetworkAsker(string router, string apiKey, string model, TimeProvider time)
    {
        (_time, _model) = (time, model);
        _http = new HttpClient { BaseAddress = new Uri(router) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <exception cref="InvalidOperationException">The answer was an error or incomplete: nothing to time.</exception>
    public async Task<AnswerTiming> AskAsync(string prompt, int maxTokens, CancellationToken cancellationToken)
    {
        ChatCompletionRequest request = new()
        {
            Model = _model,
            Messages = [new ChatCompletionMessage { Role = "user", Content = prompt }],
            Stream = true,
            StreamOptions = new StreamOptions(IncludeUsage: true),
            Temperature = 0,
            MaxTokens = maxTokens,
        };
        using HttpRequestMessage message = new(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(request, ApiJson.Default.ChatCompletionRequest),
        };
        long start = _time.GetTimestamp();
        double first = 0;
        double last = 0;
        int tokens = 0;
        using HttpResponseMessage response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        _ = response.EnsureSuccessStatusCode();
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.Data == StreamEnd)
            {
                return tokens > 1
                    ? new AnswerTiming(first, last, tokens)
                    : throw new InvalidOperationException("The stream did not say how many tokens it had.");
            }

            ChatCompletionChunk chunk = JsonSerializer.Deserialize(item.Data, ApiJson.Default.ChatCompletionChunk)!;
            tokens = chunk.Usage?.CompletionTokens ?? tokens;
            if (!chunk.Choices.Any(choice => choice.Delta.Content is { Length: > 0 }))
            {
                continue;
            }

            last = _time.GetElapsedTime(start).TotalMilliseconds;
            first = first == 0 ? last : first;
        }

        throw new InvalidOperationException("The stream was cut.");
    }

    public void Dispose() => _http.Dispose();
}
