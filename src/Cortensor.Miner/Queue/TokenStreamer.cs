using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Miner.Inference;
using Cortensor.Miner.Routers;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>
/// Where a worker's answer goes while it is made: the router that asked, and the stream to its client when this miner is elected.
/// </summary>
internal sealed class TokenStreamer(TaskKey key, TaskWorkerContext context, Action<Action> post) : IDisposable
{
    private TokenStream? _stream;
    private IRouterChannel? _channel;

    /// <summary>Whether somebody still waits for tokens or <c>done</c>.</summary>
    public bool IsStreaming => _stream is { Completion.IsCompleted: false };

    /// <summary>Who asked last.</summary>
    public void UseChannel(IRouterChannel channel) => _channel = channel;

    public void Start(int firstSeq, AnswerBuffer buffer, CancellationToken cancellationToken)
    {
        Stop();
        TokenStream stream = _stream = new TokenStream(key, firstSeq, buffer, _channel!, context.Logger, cancellationToken);
        _ = WakeAsync();

        async Task WakeAsync()
        {
            await stream.Completion;
            post(static () => { });
        }
    }

    public void Grant(int credits) => _stream?.Grant(credits);

    /// <summary>The result is in the journal: <c>done</c> may follow the last token.</summary>
    public async Task FinishAsync(StoredResult result, CancellationToken cancellationToken)
    {
        if (_stream is not { } stream)
        {
            return;
        }

        // Signed only now: a digest that a crash could still change must not be in anybody's hands.
        Hash32 digest = DoneTypedData.Digest(context.Identity.Domain, key, result.Digest);
        Signature signature = await context.Identity.Signer.SignHashAsync(digest, cancellationToken);
        string finish = result.Content.Finish == FinishReason.Length ? "length" : "stop";
        stream.Finish(
            new DoneFrame(
                key.Session,
                key.Task,
                result.Digest,
                result.Content.PromptTokens,
                result.Content.Tokens.Count,
                finish,
                signature.ToString()
            )
        );
    }

    /// <summary>Tells the router why there will be no answer.</summary>
    public void Decline(Declined declined)
    {
        Stop();
        _ = _channel?.TrySend(DeclineFrames.Of(key, declined.Code ?? DeclineFrames.WireName(declined.Reason), declined.Message));
    }

    /// <summary>Tells a router that waits for this miner's tokens that none will come.</summary>
    public void Abandon(string code, string reason)
    {
        if (IsStreaming)
        {
            _ = _stream!.Channel.TrySend(new ErrorFrame(code, reason, key.Session, key.Task));
        }
    }

    public void Stop()
    {
        _stream?.Stop();
        _stream?.Dispose();
        _stream = null;
    }

    public void Dispose() => Stop();
}
