using System.Net.WebSockets;
using System.Text;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;

namespace Cortensor.FunctionalTests.Trouble.Frames;

/// <summary>
/// A connection to the router in a miner's name, by hand: a real socket, a real signature, and then whatever the test sends.
/// </summary>
internal sealed class HandMiner : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly FrameReader _reader;
    private readonly TestMiner _name;

    private HandMiner(TestMiner name) => (_name, _reader) = (name, new FrameReader(_socket));

    public Address Address => _name.Address;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Takes the place of a miner, which is killed.</summary>
    public static async Task<HandMiner> ReplaceAsync(TestNetwork network, TestMiner miner)
    {
        await miner.KillAsync();
        HandMiner hand = new(miner);
        using CancellationTokenSource late = new(TroubleScene.Timeout);
        await hand._socket.ConnectAsync(network.Router.SocketUrl, late.Token);
        ChallengeFrame challenge = await hand.ExpectAsync<ChallengeFrame>();
        Hash32 digest = HelloTypedData.Digest(
            NodeDomain.Of(challenge.ChainId, challenge.Queue),
            challenge.Router,
            miner.Address,
            challenge.Nonce
        );
        await hand.SendAsync(
            new HelloFrame(Frame.ProtocolVersion, miner.Address, 4, [TestNetwork.Model], "by hand", miner.Sign(digest).ToString())
        );
        _ = await hand.ExpectAsync<HelloAckFrame>();
        return hand;
    }

    public Task SendAsync(Frame frame) => SendAsync(FrameCodec.Write(frame));

    public Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool isWhole = true)
    {
        using CancellationTokenSource late = new(TroubleScene.Timeout);
        await _socket.SendAsync(bytes, type, isWhole, late.Token);
    }

    /// <summary>Sends until the router will not have it any more, or all is sent; returns how many went out.</summary>
    public async Task<int> FloodAsync(Func<int, Frame> frame, int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            try
            {
                await SendAsync(frame(sent));
            }
            catch (Exception cut) when (cut is WebSocketException or IOException or ObjectDisposedException)
            {
                // The router may close the connection in the middle of a send.
                return sent;
            }
        }

        return count;
    }

    /// <summary>The next frame of a type; pings are answered, others are passed over.</summary>
    public async Task<T> ExpectAsync<T>()
        where T : Frame
    {
        while (true)
        {
            switch (await ReadAsync())
            {
                case T wanted:
                    return wanted;
                case PingFrame ping:
                    await SendAsync(new PongFrame(ping.Nonce));
                    break;
                case null:
                    Assert.Fail($"The router closed ({CloseStatus}) before it sent {typeof(T).Name}.");
                    break;
            }
        }
    }

    /// <summary>Reads until the router closes: the last error it gave.</summary>
    public async Task<string?> ClosingCodeAsync()
    {
        string? code = null;
        while (await ReadAsync() is { } frame)
        {
            code = (frame as ErrorFrame)?.Code ?? code;
        }

        return code;
    }

    /// <summary>The end of an answer, signed by itself or by another.</summary>
    public DoneFrame Done(TaskFrame task, Hash32 digest, int tokens, ulong chain, Address queue, TestMiner? signer = null)
    {
        Hash32 said = DoneTypedData.Digest(NodeDomain.Of(chain, queue), new TaskKey(task.Session, task.Task), digest);
        return new DoneFrame(task.Session, task.Task, digest, 1, tokens, "stop", (signer ?? _name).Sign(said).ToString());
    }

    /// <summary>Hangs up without a word.</summary>
    public void Drop() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Frame?> ReadAsync()
    {
        using CancellationTokenSource late = new(TroubleScene.Timeout);
        try
        {
            return await _reader.ReadAsync(late.Token);
        }
        catch (WebSocketException)
        {
            return null;
        }
    }
}
