using System.Diagnostics;

namespace Cortensor.Protocol.Telemetry;

/// <summary>A trace context as the W3C header <c>traceparent</c> writes it.</summary>
/// <remarks>
/// It comes from clients and other nodes and is only ever used to place spans: what is malformed is no context, and no decision depends on
/// one.
/// </remarks>
public static class TraceParent
{
    /// <summary>Name of the HTTP header.</summary>
    public const string Header = "traceparent";

    /// <summary>Version, trace id, span id and flags; later versions may be longer, and begin a trace of their own here.</summary>
    private const int Length = 55;

    /// <summary>The context, or default for what is absent or malformed.</summary>
    public static ActivityContext Read(string? text) =>
        text is { Length: Length }
        && text[2] == '-'
        && text[35] == '-'
        && text[52] == '-' // The framework's parser skips these three, whatever they are.
        && ActivityContext.TryParse(text, traceState: null, isRemote: true, out ActivityContext context)
            ? context
            : default;

    /// <summary>The context as text; null for none.</summary>
    public static string? Write(ActivityContext context) =>
        context == default
            ? null
            : $"00-{context.TraceId.ToHexString()}-{context.SpanId.ToHexString()}-{(context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00")}";
}
