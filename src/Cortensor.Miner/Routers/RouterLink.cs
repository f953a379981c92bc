using System.Net.WebSockets;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner.Routers;

/// <summary>Keeps one router dialled: connects, shakes hands, carries frames, and begins again after a growing pause.</summary>
internal sealed class RouterLink(
    RouterEndpoint endpoint,
    int slots,
    Handshake handshake,
    RouterDirectory directory,
    IRouterListener listener,
    IOptions<MinerOptions> options,
    TimeProvider time,
    MinerInstruments instruments,
    Random chance,
    ILogger logger
)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly Uri _url = endpoint.Url ?? throw new ArgumentException("A router has no address.", nameof(endpoint));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Backoff backoff = new(options.Value.ReconnectFirst, options.Value.ReconnectMost, chance);
        while (!cancellationToken.IsCancellationRequested)
        {
            await TryOnceAsync(backoff, cancellationToken);
            try
            {
                await Task.Delay(backoff.Next(), time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task TryOnceAsync(Backoff backoff, CancellationToken cancellationToken)
    {
        using ClientWebSocket socket = new();
        socket.Options.KeepAliveInterval = KeepAlive;
        socket.Options.KeepAliveTimeout = KeepAlive;
        try
        {
            RouterSocket frames = new(socket);
            (ChallengeFrame challenge, HelloAckFrame welcome) = await ConnectAsync(socket, frames, cancellationToken);
            backoff.Reset();
            RouterConnection connection = new(
                frames,
                challenge.Router,
                welcome,
                options.Value.SendQueue,
                listener,
                instruments.Load,
                time,
                logger
            );
            Log.RouterConnected(logger, challenge.Router, _url);
            string reason = await CarryAsync(connection, cancellationToken);
            Log.RouterLost(logger, _url, reason);
        }
        catch (RouterProtocolException exception)
        {
            Log.RouterRefused(logger, _url, exception.Message);
        }
        catch (OperationCanceledException)
        {
            Log.RouterLost(logger, _url, cancellationToken.IsCancellationRequested ? "stopping" : "no answer in time");
        }
        catch (Exception exception)
        {
            // Sockets, a remote signer, a listener: whatever breaks one connection, the next may hold.
            Log.RouterLost(logger, _url, exception.Message);
        }

        await CloseAsync(socket);
    }

    private async Task<(ChallengeFrame Challenge, HelloAckFrame Welcome)> ConnectAsync(
        ClientWebSocket socket,
        RouterSocket frames,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource late = new(options.Value.HandshakeTimeout, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        await socket.ConnectAsync(_url, both.Token);
        return await handshake.RunAsync(frames, endpoint.Router, slots, both.Token);
    }

    private async Task<string> CarryAsync(RouterConnection connection, CancellationToken cancellationToken)
    {
        directory.Add(connection);
        instruments.RouterConnected();
        try
        {
            listener.OnConnected();
            return await connection.RunAsync(cancellationToken);
        }
        finally
        {
            directory.Remove(connection);
            instruments.RouterLost();
        }
    }

    private async Task CloseAsync(ClientWebSocket socket)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        try
        {
            using CancellationTokenSource late = new(CloseTimeout, time);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, late.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // Gone already: nothing is owed to the other side.
        }
    }
}
