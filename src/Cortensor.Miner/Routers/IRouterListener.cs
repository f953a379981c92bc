using Cortensor.Api.Frames;

namespace Cortensor.Miner.Routers;

/// <summary>Hears what routers say about tasks, and when one comes. Must return quickly: it runs on the connection's read loop.</summary>
internal interface IRouterListener
{
    /// <summary>A frame about a task.</summary>
    void OnFrame(Frame frame, IRouterChannel channel);

    /// <summary>A connection is ready.</summary>
    void OnConnected();
}
