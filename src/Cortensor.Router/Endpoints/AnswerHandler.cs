using System.Text;
using System.Text.Json;
using Cortensor.Api;
using Cortensor.Api.Errors;
using Cortensor.Api.OpenAi;
using Cortensor.Router.Admission;
using Cortensor.Router.Errors;
using Cortensor.Router.Keys;
using Cortensor.Router.Queue;
using Cortensor.Router.Streaming;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Endpoints;

/// <summary>
/// Relays one task to one client, in either shape, streamed or whole. Before the first byte every error has its HTTP status; after it, an
/// event.
/// </summary>
internal sealed class AnswerHandler(
    TaskDispatcher dispatcher,
    ProvenanceWriter provenance,
    TaskProgressWaiter taskProgressWaiter,
    KeyLimits limits,
    RouterInstruments instruments,
    IOptions<RouterOptions> options,
    TimeProvider time,
    ILogger<AnswerHandler> logger
)
{
    private readonly RouterOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context, ClientRequest clientRequest, IAnswerShape shape)
    {
        // An absurd timeout is refused by admission; until then it must not break the timer.
        TimeSpan asked = clientRequest.TimeoutSeconds is int seconds and >= 1 ? TimeSpan.FromSeconds(seconds) : _options.AnswerTimeout;
        using CancellationTokenSource deadline = new(asked < _options.MaxAnswerTimeout ? asked : _options.MaxAnswerTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        using KeyPermit permit = limits.Enter(clientRequest.Key);
        permit.SetHeaders(context.Response);
        using RequestTrace trace = new(context, clientRequest, instruments, time);
        TaskRun? run = null;
        try
        {
            (run, ApiError? error) = await dispatcher.StartAsync(clientRequest with { Permit = permit }, either.Token);
            trace.Started(run, error);
            if (run is null)
            {
                await ErrorResponses.WriteAsync(context, error!);
            }
            else if (shape.Stream)
            {
                await StreamAsync(context, run, shape, either.Token);
            }
            else
            {
                await WholeAsync(context, run, shape, clientRequest.WaitFor ?? WaitFor.Answer, either.Token);
            }
            // The answer's end was read inside the miner's read loop: the server goes on elsewhere.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            trace.Failed(ErrorCodes.Timeout.Code);
            await LateAsync(context, run);
        }
        finally
        {
            run?.Detach();
        }
    }

    private async Task WholeAsync(HttpContext context, TaskRun run, IAnswerShape shape, WaitFor until, CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        AnswerEvent? end = null;
        await foreach (AnswerEvent next in run.Answer.ReadAllAsync(cancellationToken))
        {
            if (next is not AnswerTokens tokens)
            {
                end = next;
                break;
            }

            run.Consumed(tokens.Count);
            _ = text.Append(tokens.Text);
        }

        if (end is not AnswerFinished finished)
        {
            await ErrorResponses.WriteAsync(context, Explain(run, end));
            return;
        }

        await taskProgressWaiter.UntilAsync(run.Plan.Key, until, cancellationToken);
        byte[] body = shape.Whole(
            run,
            Now(),
            text.ToString(),
            finished.Finish,
            UsageOf(finished),
            provenance.Of(run, finished.Miner, finished.ResultDigest)
        );
        provenance.SetHeaders(context.Response, run);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task StreamAsync(HttpContext context, TaskRun run, IAnswerShape shape, CancellationToken cancellationToken)
    {
        if (run.Answer.TryPeek(out AnswerEvent? first) && first is AnswerFailed failed)
        {
            await ErrorResponses.WriteAsync(context, Explain(run, failed));
            return;
        }

        long created = Now();
        SseWriter events = Events(context);
        provenance.SetHeaders(context.Response, run);
        events.Begin();
        foreach (byte[] opening in shape.Begin(run, created))
        {
            events.Event(opening);
        }

        await using StreamPulse pulse = new(run, _options.KeepAliveInterval, time);
        while (await run.Answer.WaitToReadAsync(cancellationToken))
        {
            while (!events.IsFull && run.Answer.TryRead(out AnswerEvent? next))
            {
                if (next is AnswerTokens tokens)
                {
                    run.Consumed(tokens.Count);
                    if (tokens.Text.Length > 0)
                    {
                        events.Event(shape.Token(run, created, tokens.Text));
                    }
                }
                else if (next is AnswerPulse)
                {
                    events.Comment();
                }
                else
                {
                    await EndAsync(events, run, shape, created, next, cancellationToken);
                    return;
                }
            }

            pulse.Sent();
            if (!await FlushAsync(events, run, cancellationToken))
            {
                return;
            }
        }

        if (!context.RequestAborted.IsCancellationRequested)
        {
            await EndAsync(events, run, shape, created, null, cancellationToken);
        }
    }

    private async Task EndAsync(
        SseWriter events,
        TaskRun run,
        IAnswerShape shape,
        long created,
        AnswerEvent? end,
        CancellationToken cancellationToken
    )
    {
        if (end is AnswerFinished finished)
        {
            foreach (
                byte[] closing in shape.End(
                    run,
                    created,
                    finished.Finish,
                    UsageOf(finished),
                    provenance.Of(run, finished.Miner, finished.ResultDigest)
                )
            )
            {
                events.Event(closing);
            }

            events.Done();
        }
        else
        {
            Fail(events, Explain(run, end));
        }

        _ = await FlushAsync(events, run, cancellationToken);
    }

    private async Task LateAsync(HttpContext context, TaskRun? run)
    {
        ApiError error = ApiError.Of(ErrorCodes.Timeout) with { TaskUrl = run is null ? null : TaskUrls.Of(_options, run.Plan.Key) };
        if (run is null || !context.Response.HasStarted)
        {
            await ErrorResponses.WriteAsync(context, error);
            return;
        }

        SseWriter events = Events(context);
        Fail(events, error);
        _ = await FlushAsync(events, run, context.RequestAborted);
    }

    private async ValueTask<bool> FlushAsync(SseWriter events, TaskRun run, CancellationToken cancellationToken)
    {
        if (await events.FlushAsync(cancellationToken))
        {
            return true;
        }

        instruments.StreamCut(ErrorCodes.ClientTooSlow.Code);
        Log.ClientTooSlow(logger, run.Plan.Key.Session, run.Plan.Key.Task, _options.ClientStallTimeout.TotalSeconds);
        return false;
    }

    private SseWriter Events(HttpContext context) => new(context.Response, _options.ClientStallTimeout, time);

    private static void Fail(SseWriter events, ApiError error) =>
        events.Event(JsonSerializer.SerializeToUtf8Bytes(error.ToEnvelope(), ApiJson.Default.ErrorEnvelope));

    private ApiError Explain(TaskRun run, AnswerEvent? end)
    {
        ApiError error = end is AnswerFailed failed ? failed.Error : ApiError.Of(ErrorCodes.InternalError);
        return run.IsOnChain && error.TaskUrl is null ? error with { TaskUrl = TaskUrls.Of(_options, run.Plan.Key) } : error;
    }

    private static Usage UsageOf(AnswerFinished finished) =>
        new(finished.PromptTokens, finished.OutputTokens, finished.PromptTokens + finished.OutputTokens);

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();
}
