using System.Diagnostics;
using Cortensor.Protocol.Telemetry;
using Cortensor.Router.Streaming;

namespace Cortensor.Router.Queue;

/// <summary>
/// The span of one task in the router, and how other processes continue its trace. It begins under the request that is current.
/// </summary>
internal sealed class RunTrace
{
    private readonly Activity? _span;

    public RunTrace(TaskPlan plan)
    {
        _span = TraceSources.Router.StartActivity(SpanNames.RouterTask).About(plan.Key);
        _ = _span?.SetTag(SpanNames.Miners, plan.Assigned.Length);
        // A request that is not sampled has a context too, of a span that is not recorded: who is told of it does not begin a trace of its
        // own.
        Context = _span?.Context ?? (TraceSources.Router.HasListeners() ? Activity.Current?.Context ?? default : default);
        Parent = TraceParent.Write(Context);
    }

    /// <summary>Default when nothing is traced.</summary>
    public ActivityContext Context { get; }

    /// <summary>For frames and headers; null when nothing is traced.</summary>
    public string? Parent { get; }

    /// <summary>Stream and submit are over.</summary>
    public void End(AnswerEvent? end)
    {
        if (end is AnswerFailed failed)
        {
            _span.Failed(failed.Error.Code.Code);
        }

        _span?.Dispose();
    }
}
