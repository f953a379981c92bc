using Cortensor.Api.Frames;
using Cortensor.Primitives;

namespace Cortensor.Miner.Routers;

/// <summary>One live connection to a router, as those see it who have something to say.</summary>
internal interface IRouterChannel
{
    /// <summary>Who is at the other end.</summary>
    Address Router { get; }

    /// <summary>Tokens that may be sent per task before more credits come.</summary>
    int Credits { get; }

    /// <summary>Queues a frame without waiting; false when the connection is gone or its queue is full.</summary>
    bool TrySend(Frame frame);

    /// <summary>Queues a frame as soon as there is room; false when the connection is gone.</summary>
    ValueTask<bool> SendAsync(Frame frame, CancellationToken cancellationToken);

    /// <summary>True as soon as a frame may fit; false when the connection is gone.</summary>
    ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken);
}
