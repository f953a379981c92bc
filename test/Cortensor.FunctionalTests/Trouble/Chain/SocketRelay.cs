using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>The WebSocket side of a <see cref="FaultProxy"/>: passes frames on until told to cut, to mute or to refuse.</summary>
internal sealed class SocketRelay(Uri upstream)
{
    private const int FrameBytes = 64 << 10;

    private readonly ConcurrentDictionary<CancellationTokenSource, bool> _open = [];
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _opened;
    private volatile bool _isMute;
    private volatile bool _refuses;

    /// <summary>Whether the node's messages are swallowed, after the answer to the subscription.</summary>
    public bool IsMute
    {
        set => _isMute = value;
    }

    /// <summary>Whether new sockets are turned away.</summary>
    public bool Refuses
    {
        set => _refuses = value;
    }

    /// <summary>How many sockets were opened.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>Ends when a second socket was opened.</summary>
    public Task Second => _second.Task;

    /// <summary>Cuts all sockets.</summary>
    public void Cut()
    {
        foreach (CancellationTokenSource open in _open.Keys)
        {
            try
            {
                open.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself meanwhile.
            }
        }
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (_refuses)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        using WebSocket client = await context.WebSockets.AcceptWebSocketAsync();
        using ClientWebSocket node = new();
        await node.ConnectAsync(upstream, cut.Token);
        _open[cut] = true;
        if (Interlocked.Increment(ref _opened) == 2)
        {
            _second.SetResult();
        }

        try
        {
            Task first = await Task.WhenAny(
                PumpAsync(client, node, canMute: false, cut.Token),
                PumpAsync(node, client, canMute: true, cut.Token)
            );
            await first;
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            context.Abort();
        }
        finally
        {
            _ = _open.TryRemove(cut, out _);
            await cut.CancelAsync();
        }
    }

    private async Task PumpAsync(WebSocket from, WebSocket to, bool canMute, CancellationToken cancellationToken)
    {
        byte[] frame = new byte[FrameBytes];
        for (int passed = 0; ; passed++)
        {
            ValueWebSocketReceiveResult part = await from.ReceiveAsync(frame.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            if (!(canMute && _isMute && passed > 0))
            {
                await to.SendAsync(frame.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, cancellationToken);
            }
        }
    }
}
