using System.Diagnostics;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Miner.Queue;

/// <summary>
/// The span of one task in the miner, from its first word to the end of its worker; inference and moves are its children.
/// </summary>
internal sealed class WorkTrace(TaskKey key) : IDisposable
{
    private Activity? _span;

    /// <summary>The span's context. It begins under the first parent that is named; those that come later find it begun.</summary>
    public ActivityContext Begin(ActivityContext parent)
    {
        if (_span is null)
        {
            _span = TraceSources.Miner.StartUnder(SpanNames.MinerTask, parent, ActivityKind.Consumer).About(key);
            Activity.Current = null; // It outlives the step that begins it.
        }

        return _span?.Context ?? default;
    }

    public void Dispose() => _span?.Dispose();
}
