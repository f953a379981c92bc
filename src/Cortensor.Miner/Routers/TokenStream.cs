using Cortensor.Api.Frames;
using Cortensor.Miner.Inference;
using Cortensor.Protocol.Queue;
using Microsoft.Extensions.Logging;

namespace Cortensor.Miner.Routers;

/// <summary>
/// Sends one run's tokens to the router that elected this miner, as credits allow, then the <c>done</c> frame once there is one.
/// </summary>
internal sealed class TokenStream : IDisposable
{
    private readonly CancellationTokenSource _ending;
    private readonly CreditGate _credits;
    private readonly TaskCompletionSource<DoneFrame> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TokenStream(
        TaskKey key,
        int firstSeq,
        AnswerBuffer buffer,
        IRouterChannel channel,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        Channel = channel;
        _credits = new CreditGate(channel.Credits);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Completion = RunAsync(key, firstSeq, buffer, logger, _ending.Token);
    }

    public IRouterChannel Channel { get; }

    public Task Completion { get; }

    public void Grant(int tokens) => _credits.Grant(tokens);

    /// <summary>The result is safe: <c>done</c> may follow the last token.</summary>
    public void Finish(DoneFrame frame) => _ = _done.TrySetResult(frame);

    /// <summary>Stops streaming; what is queued already still goes out.</summary>
    public void Stop() => _ending.Cancel();

    public void Dispose()
    {
        _ending.Dispose();
        _credits.Dispose();
    }

    private async Task RunAsync(TaskKey key, int firstSeq, AnswerBuffer buffer, ILogger logger, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            if (await buffer.HasStartedAsync(cancellationToken))
            {
                _ = await Channel.SendAsync(new AckFrame(key.Session, key.Task), cancellationToken);
            }

            int sent = 0;
            while (await buffer.ReadAsync(sent, TokenFrames.MostTokens, cancellationToken) is { Count: > 0 } ready)
            {
                int count = await _credits.TakeAsync(TokenFrames.Fitting(ready), cancellationToken);
                if (!await Channel.SendAsync(TokenFrames.Of(key, firstSeq + sent, ready.Take(count)), cancellationToken))
                {
                    return;
                }

                sent += count;
            }

            _ = await Channel.SendAsync(await _done.Task.WaitAsync(cancellationToken), cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Another miner streams now, or nobody listens any more; what the stream waited on may be gone already.
        }
        catch (Exception exception)
        {
            Log.StreamFailed(logger, key.Session, key.Task, exception);
        }
    }
}
