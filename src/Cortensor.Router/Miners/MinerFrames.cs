using System.Net.WebSockets;
using Cortensor.Api.Frames;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Queue;
using Microsoft.Extensions.Logging;

namespace Cortensor.Router.Miners;

/// <summary>Where each kind of frame goes.</summary>
internal sealed class MinerFrames(TaskRuns runs, CommitReceiver commits, ILogger<MinerFrames> logger)
{
    public async ValueTask HandleAsync(MinerConnection connection, Frame frame, CancellationToken cancellationToken)
    {
        switch (frame)
        {
            case PongFrame pong:
                connection.Answered(pong.Nonce);
                break;
            case PingFrame ping:
                _ = connection.TrySend(new PongFrame(ping.Nonce));
                break;
            case AckFrame ack:
                runs.Post(connection, new TaskKey(ack.Session, ack.Task), frame);
                break;
            case DeclineFrame decline:
                runs.Post(connection, new TaskKey(decline.Session, decline.Task), frame);
                break;
            case TokenFrame token:
                runs.Post(connection, new TaskKey(token.Session, token.Task), frame);
                break;
            case DoneFrame done:
                runs.Post(connection, new TaskKey(done.Session, done.Task), frame);
                break;
            case CommitFrame commit:
                await commits.ReceiveAsync(connection, commit, cancellationToken);
                break;
            case PrecommitFrame:
                break; // The chain says it with more authority.
            case ErrorFrame { Session: { } session, Task: { } task }:
                runs.Post(connection, new TaskKey(session, task), frame);
                break;
            case ErrorFrame error:
                Log.FrameRefused(logger, connection.Node, $"it reports {error.Code}");
                connection.Close(WebSocketCloseStatus.NormalClosure, error.Code);
                break;
            default:
                throw new FrameRefusedException(WebSocketCloseStatus.PolicyViolation, "The frame is not allowed at this point.");
        }
    }
}
