using System.Buffers;
using System.Net.WebSockets;
using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;

namespace Cortensor.Bench.Router;

/// <summary>A miner that has its answer ready, as the stub has: frames over a real WebSocket, a real signature, nothing on chain.</summary>
internal sealed class StubMiner(Uri router, PrivateKey key, IReadOnlyList<string> words, TimeSpan pace, int frame, TimeProvider time)
{
    private static readonly Hash32 Result = Keccak256.HashText("a result");

    /// <summary>What a miner puts in one frame at most.</summary>
    public const int FullFrame = 64;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _turn = new(1);
    private TypedDataDomain? _domain;

    /// <summary>Dials, and serves in the background until the line ends.</summary>
    public async Task<Task> StartAsync(CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(new UriBuilder(router) { Scheme = "ws", Path = "/ws/miner" }.Uri, cancellationToken);
        ChallengeFrame challenge = (ChallengeFrame)await ReceiveAsync(cancellationToken);
        _domain = NodeDomain.Of(challenge.ChainId, challenge.Queue);
        string signature = key.Sign(HelloTypedData.Digest(_domain, challenge.Router, key.Address, challenge.Nonce)).ToString();
        await SendAsync(
            new HelloFrame(Frame.ProtocolVersion, key.Address, 64, [ModelId.Parse(BenchAnswer.Model)], "stub", signature),
            cancellationToken
        );
        _ = (HelloAckFrame)await ReceiveAsync(cancellationToken);
        return ServeAsync(cancellationToken);
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (await ReceiveAsync(cancellationToken))
            {
                case TaskFrame task:
                    _ = AnswerAsync(task, cancellationToken);
                    break;
                case PingFrame ping:
                    await SendAsync(new PongFrame(ping.Nonce), cancellationToken);
                    break;
            }
        }
    }

    private async Task AnswerAsync(TaskFrame task, CancellationToken cancellationToken)
    {
        // As a miner does: what is ready goes together, what is not goes alone.
        int sent = 0;
        foreach (string[] ready in words.Chunk(pace > TimeSpan.Zero ? 1 : frame))
        {
            if (pace > TimeSpan.Zero)
            {
                await Task.Delay(pace, time, cancellationToken);
            }

            await SendAsync(
                new TokenFrame(task.Session, task.Task, sent, [.. Enumerable.Range(sent, ready.Length)], string.Concat(ready)),
                cancellationToken
            );
            sent += ready.Length;
        }

        string signature = key.Sign(DoneTypedData.Digest(_domain!, new TaskKey(task.Session, task.Task), Result)).ToString();
        await SendAsync(new DoneFrame(task.Session, task.Task, Result, 8, words.Count, "stop", signature), cancellationToken);
    }

    // Answers run side by side; a socket takes one frame at a time.
    private async Task SendAsync(Frame frame, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(FrameCodec.Write(frame), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    private async Task<Frame> ReceiveAsync(CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> message = new();
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(message.GetMemory(4096), cancellationToken);
            message.Advance(part.Count);
            if (part.EndOfMessage)
            {
                return FrameCodec.TryRead(message.WrittenSpan, out Frame? frame, out string? error)
                    ? frame
                    : throw new InvalidDataException(error);
            }
        }
    }
}
