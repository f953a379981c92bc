using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cortensor.Api;
using Cortensor.Api.Errors;
using Cortensor.Api.Native;
using Cortensor.Api.OpenAi;
using Cortensor.Node;

namespace Cortensor.Cli.Http;

/// <summary>A plain client of a router: what any program in any language can do.</summary>
internal sealed class RouterClient : IDisposable
{
    private const string StreamEnd = "[DONE]";

    private readonly HttpClient _http;

    public RouterClient(string url, string apiKey)
    {
        _http = new HttpClient { BaseAddress = new Uri(url), Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    public Task<RouterInfo> InfoAsync(CancellationToken cancellationToken) =>
        GetAsync("/api/v1/info", ApiJson.Default.RouterInfo, cancellationToken);

    public Task<RouterStatus> StatusAsync(CancellationToken cancellationToken) =>
        GetAsync("/api/v1/status", ApiJson.Default.RouterStatus, cancellationToken);

    public Task<ModelList> ModelsAsync(CancellationToken cancellationToken) =>
        GetAsync("/v1/models", ApiJson.Default.ModelList, cancellationToken);

    public Task<SessionsView> SessionsAsync(CancellationToken cancellationToken) =>
        GetAsync("/api/v1/sessions", ApiJson.Default.SessionsView, cancellationToken);

    public Task<SessionView> SessionAsync(ulong session, CancellationToken cancellationToken) =>
        GetAsync($"/api/v1/sessions/{session}", ApiJson.Default.SessionView, cancellationToken);

    public Task<TaskDetails> TaskAsync(ulong session, ulong task, CancellationToken cancellationToken) =>
        GetAsync($"/api/v1/tasks/{session}/{task}", ApiJson.Default.TaskDetails, cancellationToken);

    /// <summary>Asks and gives the chunks as they come; the last ones carry usage and provenance.</summary>
    /// <exception cref="CodedException">The router refused, or the stream ended with an error.</exception>
    public async IAsyncEnumerable<ChatCompletionChunk> ChatAsync(
        ChatCompletionRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using HttpRequestMessage message = new(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(request, ApiJson.Default.ChatCompletionRequest),
        };
        using HttpResponseMessage response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await RequireSuccessAsync(response, cancellationToken);
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (SseItem<string> item in SseParser.Create(new BoundedLineStream(stream)).EnumerateAsync(cancellationToken))
        {
            if (item.Data == StreamEnd)
            {
                yield break;
            }

            yield return ReadChunk(response, item.Data);
        }

        throw new CodedException(ExitCodes.Refused, "The router's stream ended early.", "stream_cut");
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _http.GetAsync(path, cancellationToken);
        await RequireSuccessAsync(response, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw Unexpected(response);
        }
        catch (JsonException)
        {
            throw Unexpected(response);
        }
    }

    private static ChatCompletionChunk ReadChunk(HttpResponseMessage response, string data)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(data);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.TryGetProperty("error", out _)
                    ? throw Refusal(document.Deserialize(ApiJson.Default.ErrorEnvelope)!)
                    : document.Deserialize(ApiJson.Default.ChatCompletionChunk)!;
            }
        }
        catch (JsonException)
        {
            // Another program, or a router that is broken.
        }

        throw Unexpected(response);
    }

    private static CodedException Unexpected(HttpResponseMessage response) =>
        new(ExitCodes.Refused, $"{response.RequestMessage?.RequestUri} answered something that no router says.", "unexpected_answer");

    private static async Task RequireSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        ErrorEnvelope? envelope = null;
        try
        {
            envelope = JsonSerializer.Deserialize(body, ApiJson.Default.ErrorEnvelope);
        }
        catch (JsonException)
        {
            // Something else answers at this address; its status is all we can tell.
        }

        throw envelope?.Error is null
            ? new CodedException(
                ExitCodes.Refused,
                $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}.",
                "unexpected_answer"
            )
            : Refusal(envelope);
    }

    private static CodedException Refusal(ErrorEnvelope envelope) => new(ExitCodes.Refused, envelope.Error.Message, envelope.Error.Code);
}
