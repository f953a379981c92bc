using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Inference.Engines;

/// <summary>What engines count. Tags are bounded: codes of this project.</summary>
internal sealed class EngineInstruments : IDisposable
{
    public const string MeterName = "Cortensor.Inference";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _promptTokens;
    private readonly UpDownCounter<long> _running;

    public EngineInstruments()
    {
        _restarts = _meter.CreateCounter<long>(
            "cortensor.inference.worker.restarts",
            description: "Worker processes that had to be replaced, by what ended them"
        );
        _failures = _meter.CreateCounter<long>("cortensor.inference.failures", description: "Answers that an engine broke off, by code");
        _refusals = _meter.CreateCounter<long>(
            "cortensor.inference.refusals",
            description: "Requests that an engine would not run, by code"
        );
        _promptTokens = _meter.CreateCounter<long>(
            "cortensor.inference.prompt.tokens",
            unit: "{token}",
            description: "Prompt tokens, by whether the model had read them before"
        );
        _running = _meter.CreateUpDownCounter<long>("cortensor.inference.answers", description: "Answers being made now");
    }

    public void WorkerReplaced(string code) => _restarts.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Failed(string code) => _failures.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Refused(string code) => _refusals.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Prompted(int tokens, int shared)
    {
        _promptTokens.Add(tokens - shared, new KeyValuePair<string, object?>("source", "read"));
        if (shared > 0)
        {
            _promptTokens.Add(shared, new KeyValuePair<string, object?>("source", "shared"));
        }
    }

    /// <summary>An answer is begun; the span lasts until it is over, and is null when nothing is traced.</summary>
    public Activity? Began()
    {
        _running.Add(1);
        return TraceSources.Engine.StartActivity(SpanNames.Generate);
    }

    public void Ended() => _running.Add(-1);

    public void Dispose() => _meter.Dispose();
}
