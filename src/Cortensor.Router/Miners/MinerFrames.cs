using System.Net.WebSockets;
using Cortensor.Api.Errors;
using Cortensor.Api.Frames;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Queue;
using Microsoft.Extensions.Logging;

namespace Cortensor.Router.Miners;

/// <summary>Where each kind of frame goes. What goes nowhere is counted against its sender.</summary>
internal sealed class MinerFrames(TaskRuns runs, CommitReceiver commits, ILogger<MinerFrames> logger)
{
    private const int FrameWeight = 1;

    /// <summary>A commit is hashed and perhaps written before it is refused.</summary>
    private const int CommitWeight = 32;

    /// <exception cref="FrameRefusedException">The frame may not come now, or too many came that nobody waits for.</exception>
    public async ValueTask HandleAsync(MinerConnection connection, Frame frame, CancellationToken cancellationToken)
    {
        int strays = frame switch
        {
            PongFrame pong => WeightUnless(connection.Answered(pong)),
            PingFrame ping => Ponged(connection, ping),
            AckFrame ack => WeightUnless(runs.Post(connection, new TaskKey(ack.Session, ack.Task), frame)),
            DeclineFrame decline => WeightUnless(runs.Post(connection, new TaskKey(decline.Session, decline.Task), frame)),
            TokenFrame token => WeightUnless(runs.Post(connection, new TaskKey(token.Session, token.Task), frame)),
            DoneFrame done => WeightUnless(runs.Post(connection, new TaskKey(done.Session, done.Task), frame)),
            CommitFrame commit => await commits.ReceiveAsync(connection, commit, cancellationToken) ? 0 : CommitWeight,
            PrecommitFrame => FrameWeight, // The chain says it with more authority.
            ErrorFrame { Session: { } session, Task: { } task } => WeightUnless(runs.Post(connection, new TaskKey(session, task), frame)),
            ErrorFrame error => Reported(connection, error),
            _ => throw new FrameRefusedException(WebSocketCloseStatus.PolicyViolation, "The frame is not allowed at this point."),
        };
        if (strays == 0 || connection.Strays.TrySpend(strays))
        {
            return;
        }

        Log.FrameFlood(logger, connection.Node);
        throw new FrameRefusedException(WebSocketCloseStatus.PolicyViolation, ErrorCodes.FrameFlood.Meaning, ErrorCodes.FrameFlood);
    }

    private static int WeightUnless(bool awaited) => awaited ? 0 : FrameWeight;

    // Only the router has reason to ping: now and then is no harm, without end or faster than the answers are read is a flood.
    private static int Ponged(MinerConnection connection, PingFrame ping) =>
        connection.TrySend(new PongFrame(ping.Nonce)) ? FrameWeight : StrayBudget.Most + 1;

    private int Reported(MinerConnection connection, ErrorFrame error)
    {
        Log.FrameRefused(logger, connection.Node, $"it reports {error.Code}");
        connection.Close(WebSocketCloseStatus.NormalClosure, error.Code);
        return FrameWeight;
    }
}
