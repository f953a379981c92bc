using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Cortensor.Primitives;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Storage.Gateway;

/// <summary>
/// The traces that gateways named with the objects they served, in the response header <c>traceparent</c>. Bounded: the oldest make room.
/// </summary>
internal sealed class ServedTraces
{
    private const int Most = 4_096;

    private readonly ConcurrentDictionary<Hash32, ActivityContext> _traces = new();
    private readonly ConcurrentQueue<Hash32> _order = new();

    public ActivityContext Find(Hash32 digest) => _traces.GetValueOrDefault(digest);

    public void Keep(Hash32 digest, HttpResponseHeaders headers)
    {
        if (
            !headers.TryGetValues(TraceParent.Header, out IEnumerable<string>? values)
            || TraceParent.Read(values.First()) is var context && context == default
            || !_traces.TryAdd(digest, context)
        )
        {
            return;
        }

        _order.Enqueue(digest);
        if (_order.Count > Most && _order.TryDequeue(out Hash32 oldest))
        {
            _ = _traces.TryRemove(oldest, out _);
        }
    }
}
