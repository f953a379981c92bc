using System.Runtime.InteropServices;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Worker.Generation;

/// <summary>What can go wrong with one request, as the frame that says so.</summary>
internal static class Guard
{
    /// <summary>Null when nothing went wrong.</summary>
    internal static WireFrame? Run(long id, Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (InferenceRefusedException e)
        {
            return new RefusedEvent(id, e.Code, e.Message);
        }
        catch (Exception e) when (e is ExternalException or ArgumentException or InvalidOperationException)
        {
            return new FailedEvent(id, e.Message);
        }
    }
}
