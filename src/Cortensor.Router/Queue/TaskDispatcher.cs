using System.Diagnostics;
using Cortensor.Api.Errors;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Protocol.Telemetry;
using Cortensor.Router.Admission;
using Cortensor.Router.Chance;
using Cortensor.Router.Errors;
using Cortensor.Router.Sessions;
using Cortensor.Router.Streaming;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Queue;

/// <summary>
/// From an inquiry to a running task: admit, store the request object, take a place, choose the miners, ask them and submit. The client's
/// first token does not wait for the chain.
/// </summary>
internal sealed class TaskDispatcher(
    AdmissionService admission,
    PendingRequestCounter pending,
    TaskReservations reservations,
    TaskPlanner planner,
    UnconfirmedSpend spend,
    TaskRuns runs,
    SubmitQueue submits,
    ModelNames models,
    IPayloadStore store,
    IEntropy entropy,
    RunServices services,
    RouterInstruments instruments,
    IOptions<RouterOptions> options,
    TimeProvider time,
    ILogger<TaskDispatcher> logger
) : IDisposable
{
    private const int MaxAttempts = 4;
    private const int RetrySeconds = 2;

    private readonly SemaphoreSlim _gate = new(1);

    public void Dispose() => _gate.Dispose();

    /// <summary>A run whose first event can be read, or why there is none. Cancelling leaves a task that was started to itself.</summary>
    public async Task<(TaskRun? Run, ApiError? Error)> StartAsync(ClientRequest clientRequest, CancellationToken cancellationToken)
    {
        (Request? request, TaskRun? run, ApiError? error) = await AdmitAsync(clientRequest, cancellationToken);
        for (int attempt = 1; ; attempt++)
        {
            if (run is null)
            {
                return (null, Refuse(clientRequest, error!));
            }

            try
            {
                _ = await run.Answer.WaitToReadAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                run.Detach();
                throw;
            }

            if (attempt == MaxAttempts || !(run.Answer.TryPeek(out AnswerEvent? first) && first is AnswerFailed { ReservationLost: true }))
            {
                return (run, null);
            }

            Log.ReservationLost(logger, run.Plan.Key.Session, run.Plan.Key.Task);
            (run, error) = await LaunchAsync(request!, cancellationToken);
        }
    }

    /// <summary>From the first question to the first launch; as long as that takes, the request is in the lobby.</summary>
    private async Task<(Request? Request, TaskRun? Run, ApiError? Error)> AdmitAsync(
        ClientRequest clientRequest,
        CancellationToken cancellationToken
    )
    {
        int before = pending.Enter();
        using Activity? span = TraceSources.Router.StartActivity(SpanNames.Admission);
        try
        {
            (AdmissionContext context, ApiError? error) = admission.Ask(clientRequest, before);
            if (error is not null)
            {
                return (null, null, Failed(span, error));
            }

            byte[] bytes = RequestOf(context).Encode();
            // The object names the session, so that from here on it is this one.
            if (await StoreAsync(bytes, cancellationToken) is not Hash32 digest)
            {
                return (null, null, Failed(span, ApiError.Of(ErrorCodes.StorageFull) with { RetryAfterSeconds = RetrySeconds }));
            }

            span?.Stop(); // The task is a part of the request, not of its admission.
            Request request = new(clientRequest with { Session = context.Session!.Id }, digest, bytes);
            (TaskRun? run, error) = await LaunchAsync(request, cancellationToken);
            return (request, run, error);
        }
        catch (CanonicalJsonException exception) when (exception.Code == CanonicalJsonCodes.TooLarge)
        {
            return (null, null, Failed(span, ApiError.Of(ErrorCodes.RequestTooLarge)));
        }
        finally
        {
            pending.Leave();
        }
    }

    /// <summary>Null when the disk refuses: without the request object miners and judges could not read what was asked.</summary>
    private async Task<Hash32?> StoreAsync(byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutAsync(request, cancellationToken);
        }
        catch (IOException exception)
        {
            Log.RequestNotStored(logger, exception);
            return null;
        }
    }

    private async Task<(TaskRun? Run, ApiError? Error)> LaunchAsync(Request request, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await reservations.WhenClearAsync(cancellationToken);
            // Again, because others went through the gate since: what they took is not there any more.
            (AdmissionContext context, ApiError? error) = admission.Ask(request.ClientRequest);
            if (error is not null)
            {
                return (null, error);
            }

            if (reservations.TryTake(context.Session!.Id) is not { } reservation)
            {
                return (
                    null,
                    new ApiError(ErrorCodes.ChainUnavailable, "The router's hash chain is not on chain yet.")
                    {
                        RetryAfterSeconds = RetrySeconds,
                    }
                );
            }

            if (planner.Plan(context, reservation, request.Digest, request.Bytes) is not { } plan)
            {
                reservations.Release(reservation);
                return (null, ApiError.Of(ErrorCodes.NoMiner) with { RetryAfterSeconds = RetrySeconds });
            }

            spend.Add(reservation, request.ClientRequest.Key.Name, plan.Ceiling);
            TaskRun run = new(plan, services);
            runs.Add(run);
            run.Start();
            if (MayNotFit(context) && await CountAsync(run) is { } tooLong)
            {
                return (null, tooLong);
            }

            await submits.EnqueueAsync(run, CancellationToken.None); // Started is started: the place must not be left hanging.
            return (run, null);
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <summary>
    /// A prompt that may be over the context is submitted only when a miner has counted it: the gate stays closed for that moment, so place
    /// and money can be given back as if nothing had been asked.
    /// </summary>
    private async Task<ApiError?> CountAsync(TaskRun run)
    {
        try
        {
            if (await run.FirstSign.WaitAsync(options.Value.CountTimeout, time) != DeclineReason.OverContext)
            {
                return null;
            }
        }
        catch (TimeoutException)
        {
            return null;
        }

        ApiError error = ApiError.Of(ErrorCodes.ContextLengthExceeded);
        await run.AbortAsync(error);
        // The next task gets this one's id: not before its miners are muted, or their late words would be taken for that one's.
        await run.Completion;
        reservations.Release(run.Plan.TaskReservation);
        spend.Remove(run.Plan.TaskReservation);
        runs.Remove(run);
        return error;
    }

    private bool MayNotFit(AdmissionContext context) =>
        models.ContextOf(context.Model!.Value) is int tokens && context.PromptBound + 1 > tokens;

    private TaskObject RequestOf(AdmissionContext context)
    {
        byte[] blind = new byte[Blind.Size];
        entropy.Fill(blind);
        ClientRequest clientRequest = context.ClientRequest;
        return new TaskObject
        {
            Blind = new Blind(blind),
            Session = context.Session!.Id,
            Model = context.Model!.Value,
            Messages = clientRequest.Messages,
            Prompt = clientRequest.Prompt,
            Sampling = clientRequest.Sampling,
            MaxTokens = (int)context.MaxTokens,
            Stop = clientRequest.Stop,
            Seed = clientRequest.Seed,
            ClientReference = clientRequest.ClientReference,
            CreatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        };
    }

    private static ApiError Failed(Activity? span, ApiError error)
    {
        span.Failed(error.Code.Code);
        return error;
    }

    private ApiError Refuse(ClientRequest clientRequest, ApiError error)
    {
        Log.Refused(logger, clientRequest.Key.Name, error.Code.Code);
        instruments.Refused(error.Code.Code);
        return error;
    }

    /// <summary>An admitted inquiry with its object, which is stored.</summary>
    private sealed record Request(ClientRequest ClientRequest, Hash32 Digest, byte[] Bytes);
}
