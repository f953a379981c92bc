using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using Cortensor.Api;
using Cortensor.Api.OpenAi;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Bench.Soak.Load;

/// <summary>
/// A client as any program in any language could be: HTTP, and a notebook in which every request ends up with its outcome.
/// </summary>
internal sealed class SoakClient : IDisposable
{
    private const string StreamEnd = "[DONE]";

    /// <summary>Longer than the router ever lets a client wait.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(150);

    private static readonly TimeSpan SlowLook = TimeSpan.FromMilliseconds(120);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly string _model;

    public SoakClient(string url, string apiKey, string model, TimeProvider time)
    {
        (_time, _model) = (time, model);
        _http = new HttpClient { BaseAddress = new Uri(url), Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <summary>Asks once. Only cancelling throws.</summary>
    public async Task<Attempt> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        Notebook note = new(new Attempt(ask, _time.GetLocalNow()));
        using CancellationTokenSource limit = new(Timeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, "/v1/chat/completions")
            {
                Content = JsonContent.Create(Body(ask), ApiJson.Default.ChatCompletionRequest),
            };
            using HttpResponseMessage response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            note.Attempt = note.Attempt with { Task = TaskOf(response), RequestCid = Header(response, "x-cortensor-request-cid") };
            if (!response.IsSuccessStatusCode)
            {
                note.Refused(await response.Content.ReadAsStringAsync(either.Token), (int)response.StatusCode);
            }
            else if (ask.Manner == Manner.Whole)
            {
                note.Whole(await response.Content.ReadAsStringAsync(either.Token));
            }
            else
            {
                await StreamAsync(note, response, either.Token);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            note.End(AttemptEnd.Broken, failure.InnerException?.Message ?? failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            note.End(AttemptEnd.Hung, "no end in time");
        }

        return note.Attempt with
        {
            Ended = _time.GetLocalNow(),
            Text = note.Text.ToString(),
        };
    }

    public void Dispose() => _http.Dispose();

    private ChatCompletionRequest Body(Ask ask) =>
        new()
        {
            Model = _model,
            Messages = [new ChatCompletionMessage { Role = "user", Content = ask.Prompt }],
            Stream = ask.Manner != Manner.Whole,
            MaxTokens = ask.MaxTokens,
            Temperature = 0,
            SessionId = ask.Session,
        };

    private async Task StreamAsync(Notebook note, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int tokens = 0;
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.Data == StreamEnd)
            {
                note.End(
                    note.Attempt.Finish is null ? AttemptEnd.Unclear : AttemptEnd.Answered,
                    note.Attempt.Finish is null ? "the stream ended without a finish reason" : null
                );
                return;
            }

            if (!note.Chunk(item.Data))
            {
                return;
            }

            tokens++;
            if (note.Attempt.Ask.Manner == Manner.Leaves && tokens > note.Attempt.Ask.Timeout)
            {
                note.End(AttemptEnd.Left, null);
                return;
            }

            if (note.Attempt.Ask.Manner == Manner.Slow)
            {
                await Task.Delay(SlowLook, _time, cancellationToken);
            }
        }

        note.End(AttemptEnd.Broken, "the stream was cut");
    }

    private static TaskKey? TaskOf(HttpResponseMessage response) =>
        ulong.TryParse(Header(response, "x-cortensor-session"), out ulong session)
        && ulong.TryParse(Header(response, "x-cortensor-task"), out ulong task)
            ? new TaskKey(new SessionId(session), new TaskId(task))
            : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;
}
