using System.Net.WebSockets;
using Cortensor.Api.Errors;
using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Router.Chance;
using Cortensor.Router.Errors;
using Cortensor.Router.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Miners;

/// <summary><c>/ws/miner</c>: challenge, hello, then frames until either side ends.</summary>
internal sealed class MinerEndpoint(
    MinerHub hub,
    HelloCheck check,
    MinerFrames frames,
    TaskRuns runs,
    RouterNetwork network,
    ISigner signer,
    IEntropy entropy,
    RouterState state,
    RouterInstruments instruments,
    IOptions<RouterOptions> options,
    TimeProvider time,
    ILogger<MinerEndpoint> logger
)
{
    /// <summary>Sockets that have not said hello yet: nobody knows whose they are.</summary>
    private const int MaxGreetings = 128;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly RouterOptions _options = options.Value;
    private int _greeting;

    public async Task HandleAsync(HttpContext context)
    {
        ApiError? refusal =
            !context.WebSockets.IsWebSocketRequest ? new ApiError(ErrorCodes.InvalidRequest, "This path speaks WebSocket.")
            : state.Stopping ? ApiError.Of(ErrorCodes.ShuttingDown)
            : hub.Count >= _options.MaxMiners || Volatile.Read(ref _greeting) >= MaxGreetings
                ? ApiError.Of(ErrorCodes.TooManyRequests) with
                {
                    RetryAfterSeconds = 30,
                }
            : null;
        if (refusal is not null)
        {
            await ErrorResponses.WriteAsync(context, refusal);
            return;
        }

        using MinerSocket socket = new(await context.WebSockets.AcceptWebSocketAsync(), _options.SendQueue);
        Task sending = socket.SendLoopAsync();
        try
        {
            if (await GreetBoundedAsync(context, socket) is { } connection)
            {
                await ServeAsync(context, socket, connection);
            }
        }
        finally
        {
            await EndAsync(socket, sending);
        }
    }

    private async Task<MinerConnection?> GreetBoundedAsync(HttpContext context, MinerSocket socket)
    {
        _ = Interlocked.Increment(ref _greeting);
        try
        {
            return await GreetAsync(context, socket);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _greeting);
        }
    }

    private async Task<MinerConnection?> GreetAsync(HttpContext context, MinerSocket socket)
    {
        // Not cancelled when time is up: a WebSocket whose receive is cancelled is aborted and could not say why it closes.
        Task<Frame?> hearing = socket.ReceiveAsync(context.RequestAborted).WaitAsync(_options.HelloTimeout, time);
        byte[] random = new byte[Hash32.Size];
        entropy.Fill(random);
        Hash32 nonce = new(random);
        _ = socket.TrySend(new ChallengeFrame(Frame.ProtocolVersion, signer.Address, network.ChainId, network.Queue, nonce));
        string refusal;
        ErrorCode code = ErrorCodes.NodeRefused;
        try
        {
            Frame? first = await hearing;
            if (first is null)
            {
                return null;
            }

            if (first is HelloFrame hello)
            {
                if (check.Refuse(hello, nonce) is not { } fault)
                {
                    return Welcome(context, socket, hello);
                }

                refusal = fault;
            }
            else
            {
                (code, refusal) = (ErrorCodes.InvalidFrame, "The first frame must be hello.");
            }
        }
        catch (FrameRefusedException exception)
        {
            (code, refusal) = (ErrorCodes.InvalidFrame, exception.Message);
        }
        catch (TimeoutException)
        {
            refusal = "No hello in time.";
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        Log.HelloRefused(logger, context.Connection.RemoteIpAddress, refusal);
        _ = socket.TrySend(new ErrorFrame(code.Code, refusal));
        socket.Close(WebSocketCloseStatus.PolicyViolation, code.Code);
        return null;
    }

    private MinerConnection Welcome(HttpContext context, MinerSocket socket, HelloFrame hello)
    {
        _ = socket.TrySend(new HelloAckFrame(_options.TokenCredits, (int)Math.Ceiling(_options.PingInterval.TotalSeconds)));
        MinerConnection connection = new(hello, socket, time);
        hub.Add(connection);
        instruments.MinerConnected();
        Log.MinerConnected(logger, hello.Node, context.Connection.RemoteIpAddress, hello.Slots, hello.Software);
        return connection;
    }

    private async Task ServeAsync(HttpContext context, MinerSocket socket, MinerConnection connection)
    {
        string reason = "the line ended";
        await using ITimer pinger = time.CreateTimer(_ => Watch(connection), null, _options.PingInterval, _options.PingInterval);
        try
        {
            while (await socket.ReceiveAsync(context.RequestAborted) is { } frame)
            {
                connection.OnFrame();
                await frames.HandleAsync(connection, frame, context.RequestAborted);
            }
        }
        catch (FrameRefusedException exception)
        {
            reason = exception.Message;
            Log.FrameRefused(logger, connection.Node, reason);
            _ = socket.TrySend(new ErrorFrame(exception.Code.Code, reason));
            socket.Close(exception.Status, exception.Code.Code);
        }
        catch (OperationCanceledException)
        {
            reason = "the request was aborted";
        }
        finally
        {
            hub.Remove(connection);
            instruments.MinerDisconnected();
            Log.MinerDisconnected(logger, connection.Node, reason);
            await runs.MinerGoneAsync(connection);
            connection.End();
        }
    }

    private void Watch(MinerConnection connection)
    {
        if (connection.Silence > (_options.PingInterval * 2) + TimeSpan.FromSeconds(1))
        {
            connection.Abort();
        }
        else
        {
            connection.Ping();
        }
    }

    /// <summary>Lets the queue and the close frame out, but waits for no peer longer than <see cref="CloseTimeout"/>.</summary>
    private async Task EndAsync(MinerSocket socket, Task sending)
    {
        socket.Close(WebSocketCloseStatus.NormalClosure, string.Empty);
        try
        {
            await sending.WaitAsync(CloseTimeout, time);
        }
        catch (TimeoutException)
        {
            socket.Abort();
            await sending;
        }
    }
}
