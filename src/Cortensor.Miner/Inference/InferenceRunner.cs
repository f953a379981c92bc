using System.Collections.Immutable;
using System.Text;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner.Inference;

/// <summary>Runs orders on the engine: never more at once than it has slots, never more waiting than the options allow.</summary>
internal sealed class InferenceRunner(
    IInferenceEngine engine,
    MinerIdentity identity,
    IOptions<MinerOptions> options,
    TimeProvider time,
    MinerInstruments instruments,
    ILogger<InferenceRunner> logger
) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(engine.Slots, engine.Slots);
    private int _waiting;

    /// <summary>
    /// Produces the answer. Its tokens appear in <paramref name="buffer"/> as they come; the buffer is complete when this returns.
    /// </summary>
    public async Task<InferenceOutcome> RunAsync(WorkOrder order, AnswerBuffer buffer, CancellationToken cancellationToken)
    {
        using InferenceTrace trace = new(order, engine.Models.Any(model => model.Id == order.Request.Model), instruments, time);
        InferenceOutcome outcome = await InSlotAsync(order, buffer, cancellationToken);
        trace.Ended(outcome);
        return outcome;
    }

    public void Dispose() => _slots.Dispose();

    private async Task<InferenceOutcome> InSlotAsync(WorkOrder order, AnswerBuffer buffer, CancellationToken cancellationToken)
    {
        try
        {
            long asked = time.GetTimestamp();
            if (!await _slots.WaitAsync(TimeSpan.Zero, cancellationToken))
            {
                if (Interlocked.Increment(ref _waiting) > options.Value.MaxWaiting)
                {
                    _ = Interlocked.Decrement(ref _waiting);
                    return new Declined(DeclineReason.NoSlot, "every slot of the engine is taken and the queue is full");
                }

                try
                {
                    buffer.IsQueued = true;
                    instruments.Load.Wait(1);
                    await _slots.WaitAsync(cancellationToken);
                }
                finally
                {
                    buffer.IsQueued = false;
                    instruments.Load.Wait(-1);
                    _ = Interlocked.Decrement(ref _waiting);
                }
            }

            instruments.Load.Run(1);
            try
            {
                return await GenerateAsync(order, buffer, Milliseconds(asked), cancellationToken);
            }
            finally
            {
                instruments.Load.Run(-1);
                _ = _slots.Release();
            }
        }
        finally
        {
            buffer.Complete();
        }
    }

    private async Task<InferenceOutcome> GenerateAsync(
        WorkOrder order,
        AnswerBuffer buffer,
        long queueMs,
        CancellationToken cancellationToken
    )
    {
        Attempt attempt = new(order, buffer, time, queueMs);
        for (int tried = 1; ; tried++)
        {
            try
            {
                InferenceOutcome outcome = await attempt.RunAsync(engine, identity.Address, cancellationToken);
                instruments.Generated(buffer.Count);
                if (outcome is Answered answer)
                {
                    instruments.Answered(answer);
                }

                return outcome;
            }
            catch (InferenceRefusedException refused)
            {
                return new Declined(ReasonOf(refused.Code), refused.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // Whatever an engine throws must end in an answer or a decline, never in a task that hangs.
                Log.InferenceFailed(logger, order.Key.Session, order.Key.Task, tried, exception);
                if (tried >= options.Value.InferenceAttempts)
                {
                    return new Declined(DeclineReason.ModelUnavailable, "the engine failed");
                }
            }
        }
    }

    private static DeclineReason ReasonOf(string code) =>
        code switch
        {
            InferenceRefusalCodes.OverContext => DeclineReason.OverContext,
            InferenceRefusalCodes.NoSlot => DeclineReason.NoSlot,
            InferenceRefusalCodes.UnknownModel or InferenceRefusalCodes.NoContinuation => DeclineReason.ModelUnavailable,
            _ => DeclineReason.PromptUnavailable,
        };

    private long Milliseconds(long since) => (long)time.GetElapsedTime(since).TotalMilliseconds;

    /// <summary>
    /// One answer over several tries: a try continues after the tokens of the one before, which may have been streamed already.
    /// </summary>
    private sealed class Attempt(WorkOrder order, AnswerBuffer buffer, TimeProvider time, long queueMs)
    {
        private readonly StringBuilder _text = new();
        private readonly long _started = time.GetTimestamp();
        private int _promptTokens;
        private long? _prefillMs;

        public async Task<InferenceOutcome> RunAsync(IInferenceEngine engine, Primitives.Address miner, CancellationToken cancellationToken)
        {
            ImmutableArray<int> own = buffer.Tokens;
            InferenceRequest request = order.ToRequest(miner, own, _text.ToString());
            if (request.MaxTokens <= 0)
            {
                _promptTokens =
                    _promptTokens > 0
                        ? _promptTokens
                        : await engine.CountPromptTokensAsync(request with { MaxTokens = 1 }, cancellationToken);
                return Answer(own, FinishReason.Length);
            }

            int before = _text.Length;
            await foreach (InferenceEvent step in engine.GenerateAsync(request, cancellationToken))
            {
                switch (step)
                {
                    case PromptEvaluated prompt:
                        _promptTokens = prompt.PromptTokens;
                        buffer.Start();
                        break;
                    case TokenGenerated token:
                        _prefillMs ??= Elapsed();
                        _ = _text.Append(token.Text);
                        buffer.Add(token.Token, token.Text);
                        break;
                    case InferenceCompleted completed:
                        _promptTokens = completed.PromptTokens;
                        _text.Length = before;
                        _ = _text.Append(completed.Text);
                        return Answer([.. own, .. completed.Tokens], completed.Finish);
                }
            }

            throw new InferenceFailedException("The engine ended without completing the answer.");
        }

        private Answered Answer(ImmutableArray<int> tokens, FinishReason finish)
        {
            long total = Elapsed();
            long prefill = _prefillMs ?? total;
            return new(tokens, _text.ToString(), _promptTokens, finish, new ResultTimings(queueMs, prefill, total - prefill));
        }

        private long Elapsed() => (long)time.GetElapsedTime(_started).TotalMilliseconds;
    }
}
