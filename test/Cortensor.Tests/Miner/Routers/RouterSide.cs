using System.Net.WebSockets;
using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Tests.Miner.Routers;

/// <summary>The router's end of one connection.</summary>
internal sealed class RouterSide(WebSocket socket)
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Over => _over.Task;

    public Hash32 Nonce { get; } = Keccak256.HashText("nonce");

    public ChallengeFrame Challenge(QueueWorld world) =>
        new(Frame.ProtocolVersion, world.Router.Address, world.Chain.Options.ChainId, world.Chain.Options.Queue, Nonce);

    /// <summary>Shakes hands as an honest router does; fails unless the miner proves who it is.</summary>
    public async Task<HelloFrame> WelcomeAsync(QueueWorld world, int credits = 100, int pingSeconds = 10)
    {
        await SendAsync(Challenge(world));
        HelloFrame hello = await ExpectAsync<HelloFrame>();
        TypedDataDomain domain = NodeDomain.Of(world.Chain.Options.ChainId, world.Chain.Options.Queue);
        Hash32 said = HelloTypedData.Type.HashStruct(world.Router.Address, hello.Node, Nonce);
        Assert.True(domain.IsSignedBy(said, Signature.Parse(hello.Signature), hello.Node));
        await SendAsync(new HelloAckFrame(credits, pingSeconds));
        return hello;
    }

    public Task SendAsync(Frame frame) => SendAsync(FrameCodec.Write(frame), WebSocketMessageType.Text);

    public async Task SendAsync(byte[] message, WebSocketMessageType type)
    {
        using CancellationTokenSource late = new(Timeout);
        await socket.SendAsync(message, type, endOfMessage: true, late.Token);
    }

    /// <summary>The next frame of a type; others before it are passed over. Fails when the miner hangs up.</summary>
    public async Task<T> ExpectAsync<T>()
        where T : Frame
    {
        while (await ReadAsync() is Frame frame)
        {
            if (frame is T wanted)
            {
                return wanted;
            }
        }

        Assert.Fail($"The miner hung up before {typeof(T).Name}.");
        throw new InvalidOperationException();
    }

    /// <summary>Everything until the miner hangs up.</summary>
    public async Task<IReadOnlyList<Frame>> DrainAsync()
    {
        List<Frame> frames = [];
        while (await ReadAsync() is Frame frame)
        {
            frames.Add(frame);
        }

        return frames;
    }

    /// <summary>Ends the connection without a word, as a dead router does.</summary>
    public void Cut()
    {
        socket.Abort();
        _ = _over.TrySetResult();
    }

    private async Task<Frame?> ReadAsync()
    {
        using CancellationTokenSource late = new(Timeout);
        using MemoryStream message = new();
        byte[] chunk = new byte[16 * 1024];
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(chunk.AsMemory(), late.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                message.Write(chunk.AsSpan(0, part.Count));
                if (part.EndOfMessage)
                {
                    Assert.True(FrameCodec.TryRead(message.ToArray(), out Frame? frame, out string? error), error);
                    return frame;
                }
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }
}
