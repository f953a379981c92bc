using System.Diagnostics;

namespace Cortensor.Protocol.Telemetry;

/// <summary>
/// Where spans come from: one source a role, and one for the engines. Without a listener a source makes no span and costs nothing.
/// </summary>
public static class TraceSources
{
    /// <summary>The router: request, admission, task, submit.</summary>
    public static ActivitySource Router { get; } = new("Cortensor.Router");

    /// <summary>The miner: task, inference and the moves of its slot.</summary>
    public static ActivitySource Miner { get; } = new("Cortensor.Miner");

    /// <summary>The oracle: verdict and moves.</summary>
    public static ActivitySource Oracle { get; } = new("Cortensor.Oracle");

    /// <summary>Inference engines, workers included.</summary>
    public static ActivitySource Engine { get; } = new("Cortensor.Inference");

    /// <summary>The names of all sources.</summary>
    public static IReadOnlyList<string> Names { get; } = [Router.Name, Miner.Name, Oracle.Name, Engine.Name];

    /// <summary>Starts a span under a parent that is known by its context only; without one the span begins a trace.</summary>
    /// <param name="source">Whose span it is.</param>
    /// <param name="name">One of <see cref="SpanNames"/>.</param>
    /// <param name="parent">The parent, or default for none.</param>
    /// <param name="kind">Its part in a call between processes.</param>
    /// <returns>Null when nothing listens or the trace is not sampled.</returns>
    /// <remarks>
    /// The current activity is never the parent: it may be one of the web server, which is not exported, or belong to another task.
    /// </remarks>
    public static Activity? StartUnder(
        this ActivitySource source,
        string name,
        ActivityContext parent,
        ActivityKind kind = ActivityKind.Internal
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!source.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        return source.StartActivity(name, kind, parent);
    }
}
