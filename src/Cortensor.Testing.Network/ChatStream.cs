using System.Collections.Immutable;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network;

/// <summary>A streamed chat answer as a client reads it, event by event.</summary>
public sealed class ChatStream : IAsyncDisposable
{
    private readonly TestNetwork _network;
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly StringBuilder _text = new();

    private ChatStream(TestNetwork network, HttpResponseMessage response, Stream body)
    {
        _network = network;
        _response = response;
        _events = SseParser.Create(body).EnumerateAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        Key = new TaskKey(new SessionId(Number("x-cortensor-session")), new TaskId(Number("x-cortensor-task")));
        Miners = [.. Header("x-cortensor-miners").Split(", ").Select(static text => Address.Parse(text))];
    }

    /// <summary>The task, as the headers name it.</summary>
    public TaskKey Key { get; }

    /// <summary>The miners, as the headers name them: who streams first.</summary>
    public ImmutableArray<Address> Miners { get; }

    /// <summary>The text so far.</summary>
    public string Text => _text.ToString();

    /// <summary>How many words that is.</summary>
    public int Words => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Why the answer ended, once it has.</summary>
    public string? Finish { get; private set; }

    /// <summary>The code of the error event, if one came.</summary>
    public string? ErrorCode { get; private set; }

    /// <summary>Where that event says the task can be followed.</summary>
    public string? ErrorTaskUrl { get; private set; }

    /// <summary>Whether <c>[DONE]</c> came.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The last event's <c>cortensor</c> object.</summary>
    public JsonElement? Provenance { get; private set; }

    /// <summary>
    /// Reads events until there are so many words; fails when the stream ends before. Tokens that were ready together come in one event.
    /// </summary>
    public async Task ReadWordsAsync(int count, CancellationToken cancellationToken = default)
    {
        while (Words < count)
        {
            KitFailure.Unless(
                await ReadEventAsync(cancellationToken),
                _network.Describe($"word {count} of the answer; there are {Words}, error {ErrorCode}")
            );
        }
    }

    /// <summary>Reads to the end of the body.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken cancellationToken = default)
    {
        while (await ReadEventAsync(cancellationToken))
        {
            // Each event is kept by its reading.
        }

        return Text;
    }

    /// <summary>Goes away; in the middle of an answer this is a client that hangs up.</summary>
    public ValueTask DisposeAsync()
    {
        _response.Dispose(); // and with it the events, of which one may just be waited for
        return ValueTask.CompletedTask;
    }

    internal static async Task<ChatStream> OpenAsync(
        TestNetwork network,
        string prompt,
        int? maxTokens,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, object> body = new()
        {
            ["model"] = TestNetwork.Model.Value,
            ["stream"] = true,
            ["messages"] = new[] { new { role = "user", content = prompt } },
        };
        if (maxTokens is int most)
        {
            body["max_tokens"] = most;
        }

        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        HttpResponseMessage? response = null;
        await network.WithinAsync(
            "the beginning of an answer",
            async token => response = await network.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token),
            cancellationToken
        );
        if (response!.StatusCode != HttpStatusCode.OK)
        {
            throw new KitFailure(
                network.Describe(
                    $"an answer instead of {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}"
                )
            );
        }

        return new ChatStream(network, response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    private async Task<bool> ReadEventAsync(CancellationToken cancellationToken)
    {
        bool isThere = false;
        await _network.WithinAsync(
            $"the next event after {Words} words",
            async token => isThere = await _events.MoveNextAsync().AsTask().WaitAsync(token),
            cancellationToken
        );
        if (isThere)
        {
            Take(_events.Current.Data);
        }

        return isThere;
    }

    private void Take(string data)
    {
        KitFailure.Unless(!IsDone, $"After [DONE] came: {data}");
        if (data == "[DONE]")
        {
            IsDone = true;
            return;
        }

        using JsonDocument parsed = JsonDocument.Parse(data);
        JsonElement root = parsed.RootElement;
        if (root.TryGetProperty("error", out JsonElement error))
        {
            ErrorCode = error.GetProperty("code").GetString();
            ErrorTaskUrl = error.TryGetProperty("task_url", out JsonElement url) ? url.GetString() : null;
            return;
        }

        if (root.TryGetProperty("cortensor", out JsonElement provenance))
        {
            Provenance = provenance.Clone();
        }

        foreach (JsonElement choice in root.GetProperty("choices").EnumerateArray())
        {
            Finish = choice.GetProperty("finish_reason").GetString() ?? Finish;
            if (
                choice.GetProperty("delta").TryGetProperty("content", out JsonElement content)
                && content.GetString() is { Length: > 0 } text
            )
            {
                _ = _text.Append(text);
            }
        }
    }

    private ulong Number(string header) => ulong.Parse(Header(header), System.Globalization.CultureInfo.InvariantCulture);

    private string Header(string name) => _response.Headers.GetValues(name).Single();
}
