using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Watching;

/// <summary>
/// Learns of new blocks by <c>eth_subscribe</c> over a WebSocket, so that the node need not poll. It only wakes: what a node pushes
/// is never believed.
/// </summary>
/// <remarks>While no socket works, <see cref="IsLive"/> is false and the watcher polls. One watcher waits on it.</remarks>
public sealed class HeadSubscription(
    IReadOnlyList<Uri> endpoints,
    HeadSubscriptionOptions options,
    TimeProvider time,
    Random chance,
    ILogger<HeadSubscription> logger
)
{
    private const int MaxMessageBytes = 1 << 20;
    private const int BufferBytes = 16 << 10;
    private const string Notification = "eth_subscription";

    private static readonly byte[] Subscribe = """{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}"""u8.ToArray();

    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly Backoff _backoff = new(OptionRanges.Require(options).FirstBackoff, options.MaxBackoff, chance);
    private CancellationTokenSource? _current;
    private volatile bool _isLive;

    /// <summary>Whether a node has promised to tell of new blocks.</summary>
    public bool IsLive => _isLive;

    /// <summary>Keeps a subscription at one endpoint after the other until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (int turn = 0; !cancellationToken.IsCancellationRequested; turn = (turn + 1) % endpoints.Count)
        {
            Uri endpoint = endpoints[turn];
            string name = endpoint.GetLeftPart(UriPartial.Authority);
            using CancellationTokenSource current = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Volatile.Write(ref _current, current);
            try
            {
                await ListenAsync(endpoint, name, current.Token);
            }
            catch (Exception failure)
                when (!cancellationToken.IsCancellationRequested
                    && failure
                        is WebSocketException
                            or HttpRequestException
                            or IOException
                            or JsonException
                            or InvalidDataException
                            or OperationCanceledException
                )
            {
                Log.SubscriptionLost(logger, name, failure.Message);
            }
            finally
            {
                Volatile.Write(ref _current, null);
                _isLive = false;
                Wake(); // who waits under the safety net polls from now on
            }

            await Task.Delay(_backoff.Next(), time, cancellationToken);
        }
    }

    /// <summary>Waits until a new block is announced or the subscription ends, at most for <paramref name="longest"/>.</summary>
    /// <returns>False when nothing was said.</returns>
    internal async Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(longest, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _wakes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Gives the present socket up: it is open and does not tell.</summary>
    internal void Renew()
    {
        try
        {
            Volatile.Read(ref _current)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
    }

    private async Task ListenAsync(Uri endpoint, string name, CancellationToken cancellationToken)
    {
        using ClientWebSocket socket = new();
        socket.Options.KeepAliveInterval = options.KeepAliveInterval;
        socket.Options.KeepAliveTimeout = options.KeepAliveTimeout;
        using (CancellationTokenSource deadline = new(options.ConnectTimeout, time))
        using (CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken))
        {
            await socket.ConnectAsync(endpoint, either.Token);
            await socket.SendAsync(Subscribe, WebSocketMessageType.Text, endOfMessage: true, either.Token);
            RequireSubscribed(await ReceiveAsync(socket, either.Token));
        }

        _isLive = true;
        Log.Subscribed(logger, name);
        Wake(); // blocks may have come before the subscription
        while (true)
        {
            byte[] message = await ReceiveAsync(socket, cancellationToken);
            using JsonDocument document = JsonDocument.Parse(message);
            if (
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("method", out JsonElement method)
                && method.ValueEquals(Notification)
            )
            {
                _backoff.Reset();
                Wake();
            }
        }
    }

    private void Wake() => _ = _wakes.Writer.TryWrite(true);

    private static void RequireSubscribed(byte[] answer)
    {
        using JsonDocument document = JsonDocument.Parse(answer);
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("result", out JsonElement subscription)
            || subscription.ValueKind != JsonValueKind.String
        )
        {
            throw new InvalidDataException("the node refuses eth_subscribe");
        }
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[BufferBytes];
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }

            if (message.Length + part.Count > MaxMessageBytes)
            {
                throw new InvalidDataException($"a message is longer than {MaxMessageBytes} bytes");
            }

            await message.WriteAsync(buffer.AsMemory(0, part.Count), cancellationToken);
            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }
}
