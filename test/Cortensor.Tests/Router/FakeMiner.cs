using System.Buffers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Router;

/// <summary>A miner made by hand: real WebSocket, real signatures, and only what the test tells it to say.</summary>
internal sealed class FakeMiner : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly PrivateKey _key;

    private FakeMiner(ClientWebSocket socket, PrivateKey key, ChallengeFrame challenge)
    {
        _socket = socket;
        _key = key;
        Challenge = challenge;
    }

    public Address Address => _key.Address;

    public ChallengeFrame Challenge { get; }

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public TypedDataDomain Domain => NodeDomain.Of(Challenge.ChainId, Challenge.Queue);

    public static async Task<FakeMiner> ConnectAsync(Uri router, PrivateKey key)
    {
        ClientWebSocket socket = new();
        using CancellationTokenSource timeout = new(RouterHost.Timeout);
        await socket.ConnectAsync(new UriBuilder(router) { Scheme = "ws", Path = "/ws/miner" }.Uri, timeout.Token);
        return new FakeMiner(socket, key, Assert.IsType<ChallengeFrame>(await ReceiveAsync(socket)));
    }

    public HelloFrame SignHello(PrivateKey signer) =>
        new(
            Frame.ProtocolVersion,
            Address,
            4,
            [ModelId.Parse(RouterHost.ModelName)],
            "fake 1",
            signer.Sign(HelloTypedData.Digest(Domain, Challenge.Router, Address, Challenge.Nonce)).ToString()
        );

    public async Task<HelloAckFrame> HelloAsync()
    {
        await SendAsync(SignHello(_key));
        return await ExpectAsync<HelloAckFrame>();
    }

    public Task SendAsync(Frame frame) => SendAsync(FrameCodec.Write(frame));

    public async Task SendAsync(byte[] bytes)
    {
        using CancellationTokenSource timeout = new(RouterHost.Timeout);
        await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, timeout.Token);
    }

    /// <summary>The next frame of this type; pings are answered, anything else fails the test.</summary>
    public async Task<T> ExpectAsync<T>()
        where T : Frame
    {
        while (true)
        {
            Frame? frame = await ReceiveAsync(_socket);
            if (frame is T expected)
            {
                return expected;
            }

            if (frame is PingFrame ping)
            {
                await SendAsync(new PongFrame(ping.Nonce));
            }
            else if (frame is not CreditFrame)
            {
                Assert.Fail($"{Address} waited for {typeof(T).Name} and got {frame?.ToString() ?? "the end"}.");
            }
        }
    }

    /// <summary>The next frame of this type, whatever comes before it; pings are answered.</summary>
    public async Task<T> ExpectAnyAsync<T>()
        where T : Frame
    {
        while (true)
        {
            Frame? frame = await ReceiveAsync(_socket);
            if (frame is T expected)
            {
                return expected;
            }

            Assert.NotNull(frame);
            if (frame is PingFrame ping)
            {
                await SendAsync(new PongFrame(ping.Nonce));
            }
        }
    }

    /// <summary>Waits until the router closes.</summary>
    public async Task<Frame?> LastWordAsync()
    {
        Frame? last = null;
        while (await ReceiveAsync(_socket) is { } frame)
        {
            last = frame;
        }

        return last;
    }

    public async Task TokensAsync(TaskFrame task, int from, params string[] texts)
    {
        for (int index = 0; index < texts.Length; index++)
        {
            await SendAsync(new TokenFrame(task.Session, task.Task, from + index, [1000 + from + index], texts[index]));
        }
    }

    /// <summary>Tokens that were ready together, in one frame.</summary>
    public Task TokensTogetherAsync(TaskFrame task, int from, params string[] texts) =>
        SendAsync(new TokenFrame(task.Session, task.Task, from, [.. Enumerable.Range(1000 + from, texts.Length)], string.Concat(texts)));

    /// <summary>The result object for an answer of these tokens.</summary>
    public ResultObject Result(TaskFrame task, int tokens, string text) =>
        new()
        {
            Blind = new Blind(new byte[Blind.Size]),
            Session = task.Session,
            Task = task.Task,
            Model = ModelId.Parse(RouterHost.ModelName),
            PromptTokens = 7,
            Tokens = [.. Enumerable.Range(1000, tokens)],
            Finish = FinishReason.Stop,
            Segments =
            [
                .. task.PrefixSegments.Select(s => new ResultSegment(s.Miner, s.From, s.To)),
                new ResultSegment(Address, task.Prefix.Count, tokens),
            ],
            Text = text,
            Timings = new ResultTimings(1, 2, 3),
        };

    public async Task<ResultObject> DoneAsync(TaskFrame task, int tokens, string text, string finish = "stop", PrivateKey? signer = null)
    {
        ResultObject result = Result(task, tokens, text);
        Hash32 digest = new(SHA256.HashData(result.Encode()));
        string signature = (signer ?? _key).Sign(DoneTypedData.Digest(Domain, new TaskKey(task.Session, task.Task), digest)).ToString();
        await SendAsync(new DoneFrame(task.Session, task.Task, digest, 7, tokens, finish, signature));
        return result;
    }

    public void Drop() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<Frame?> ReceiveAsync(ClientWebSocket socket)
    {
        using CancellationTokenSource timeout = new(RouterHost.Timeout);
        ArrayBufferWriter<byte> message = new();
        while (true)
        {
            ValueWebSocketReceiveResult result;
            try
            {
                result = await socket.ReceiveAsync(message.GetMemory(4096), timeout.Token);
            }
            catch (WebSocketException)
            {
                return null;
            }

            if (result.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token);
                return null;
            }

            message.Advance(result.Count);
            if (result.EndOfMessage)
            {
                Assert.True(FrameCodec.TryRead(message.WrittenSpan, out Frame? frame, out string? error), error);
                return frame;
            }
        }
    }
}
