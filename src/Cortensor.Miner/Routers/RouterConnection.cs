using System.Net.WebSockets;
using System.Threading.Channels;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Miner.Routers;

/// <summary>
/// One connection after its handshake: a bounded queue with one sender, and one reader. Ends when either does, or when the router falls
/// silent.
/// </summary>
internal sealed class RouterConnection(
    RouterSocket socket,
    Address router,
    HelloAckFrame welcome,
    int sendQueue,
    IRouterListener listener,
    MinerLoad load,
    TimeProvider time,
    ILogger logger
) : IRouterChannel
{
    private const int PingsUntilSilent = 3;

    private readonly Channel<Frame> _queue = Channel.CreateBounded<Frame>(
        new BoundedChannelOptions(sendQueue) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true }
    );

    public Address Router => router;

    public int Credits => welcome.Credits;

    public bool TrySend(Frame frame) => _queue.Writer.TryWrite(frame);

    public async ValueTask<bool> SendAsync(Frame frame, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(frame, cancellationToken);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    public ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken) => _queue.Writer.WaitToWriteAsync(cancellationToken);

    /// <summary>Carries frames until the connection ends; returns why.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan silence = TimeSpan.FromSeconds((double)welcome.PingSeconds * PingsUntilSilent);
        using CancellationTokenSource silent = new(silence, time);
        using CancellationTokenRegistration forward = silent.Token.Register(ending.Cancel);
        Task sending = SendAllAsync(ending);
        try
        {
            while (await socket.ReadAsync(ending.Token) is Frame frame)
            {
                silent.CancelAfter(silence);
                OnFrame(frame);
            }

            return "closed by the router";
        }
        catch (OperationCanceledException) when (silent.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return "silent for too long";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "sending failed";
        }
        catch (WebSocketException exception)
        {
            return exception.Message;
        }
        finally
        {
            _ = _queue.Writer.TryComplete();
            await ending.CancelAsync();
            await sending;
        }
    }

    private void OnFrame(Frame frame)
    {
        switch (frame)
        {
            case PingFrame ping:
                // With a full queue the router learns from the missing pong how slow this side is.
                _ = TrySend(new PongFrame(ping.Nonce, load.ToStats()));
                break;
            case PongFrame:
                break;
            case ErrorFrame { Session: null } error:
                Log.RouterError(logger, router, error.Code, error.Message);
                break;
            default:
                listener.OnFrame(frame, this);
                break;
        }
    }

    private async Task SendAllAsync(CancellationTokenSource ending)
    {
        try
        {
            await foreach (Frame frame in _queue.Reader.ReadAllAsync(ending.Token))
            {
                await socket.WriteAsync(frame, ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
        catch (WebSocketException)
        {
            await ending.CancelAsync();
        }
    }
}
