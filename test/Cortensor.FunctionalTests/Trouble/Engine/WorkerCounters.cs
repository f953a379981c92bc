using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>Hears why workers were replaced, as an operator's metrics do.</summary>
internal sealed class WorkerCounters : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _codes = new();

    public WorkerCounters()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "cortensor.inference.worker.restarts")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _codes.Enqueue((string)tags[0].Value!));
        _listener.Start();
    }

    /// <summary>The codes so far; other tests' workers may be among them.</summary>
    public IReadOnlyCollection<string> Codes => _codes;

    public void Dispose() => _listener.Dispose();
}
