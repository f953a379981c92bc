using System.Diagnostics;
using Cortensor.Protocol.Telemetry;
using Cortensor.Router.Admission;
using Cortensor.Router.Errors;
using Cortensor.Router.Queue;
using Cortensor.Router.Streaming;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Router.Endpoints;

/// <summary>
/// One request of a client as its span and the metrics tell it: which model, how long, how it ended. It continues the client's trace if
/// there is one.
/// </summary>
internal sealed class RequestTrace : IDisposable
{
    /// <summary>Code of a request whose client left before the end of the answer.</summary>
    private const string Cancelled = "cancelled";

    private readonly RouterInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly string _operation;
    private readonly Activity? _span;
    private TaskRun? _run;
    private string? _error = Cancelled;

    public RequestTrace(HttpContext context, ClientRequest clientRequest, RouterInstruments instruments, TimeProvider time)
    {
        _instruments = instruments;
        _time = time;
        _startedAt = time.GetTimestamp();
        _operation = GenAi.OperationOf(clientRequest.Prompt);
        if (TraceSources.Router.HasListeners())
        {
            _span = TraceSources.Router.StartUnder(
                SpanNames.Request,
                TraceParent.Read(context.Request.Headers.TraceParent),
                ActivityKind.Server
            );
        }
    }

    /// <summary>A task was started for the request, or the request refused.</summary>
    public void Started(TaskRun? run, ApiError? error) => (_run, _error) = (run, error?.Code.Code);

    /// <summary>The request ends with another error than its task.</summary>
    public void Failed(string code) => _error = code;

    public void Dispose()
    {
        AnswerFinished? finished = _run?.End as AnswerFinished;
        if (_run is not null && finished is null)
        {
            _error ??= (_run.End as AnswerFailed)?.Error.Code.Code ?? Cancelled;
        }

        if (_run is not null)
        {
            _instruments.Requested(_operation, _run.Plan.Model.Value, _time.GetElapsedTime(_startedAt), _error);
        }

        if (_span is null)
        {
            return;
        }

        _ = _span.SetTag(GenAi.OperationName, _operation);
        if (_run is not null)
        {
            _ = _span
                .About(_run.Plan.Key)!
                .SetTag(GenAi.RequestModel, _run.Plan.Model.Value)
                .SetTag(GenAi.RequestMaxTokens, _run.Plan.MaxTokens);
        }

        if (finished is not null)
        {
            _span.Answered(finished.PromptTokens, finished.OutputTokens, finished.Finish);
        }

        if (_error is not null)
        {
            _span.Failed(_error);
        }

        _span.Dispose();
    }
}
