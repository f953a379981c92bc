using System.Diagnostics;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Miner.Queue;

/// <summary>
/// One worker's moves on chain: one at a time, in the background, each at most once per head. A refused move is tried again a few times,
/// because the view runs behind the chain; a broken endpoint is tried for as long as the task lasts, because giving up would cost the bond.
/// </summary>
internal sealed class MoveScheduler(TaskKey key, TaskWorkerContext context, AnswerJob answer)
{
    private const int MostRefusals = 10;

    private readonly Dictionary<WorkerStep, (ulong NotBefore, int Refusals)> _tries = [];
    private bool _busy;

    /// <summary>
    /// Whether a precommit or a delivery was ever sent, perhaps without an answer: from then on the result must not change.
    /// </summary>
    public bool ResultTried { get; private set; }

    /// <summary>Whether the move may be tried on this head.</summary>
    public bool May(WorkerStep step, ulong head) =>
        !_busy
        && (
            !_tries.TryGetValue(step, out (ulong NotBefore, int Refusals) tried)
            || (head >= tried.NotBefore && tried.Refusals < MostRefusals)
        );

    /// <summary>What was tried belongs to a past that the chain has taken back.</summary>
    public void Forget()
    {
        ResultTried = false;
        _tries.Clear();
    }

    /// <summary>
    /// Sends the move, with everything it says read now; <paramref name="post"/> brings its end back to the worker's loop.
    /// </summary>
    public void Start(
        WorkerStep step,
        byte slot,
        ulong head,
        ActivityContext trace,
        Action<Action> post,
        CancellationToken cancellationToken
    )
    {
        Func<CancellationToken, Task<MoveResult>> move = CallOf(step, slot);
        _busy = true;
        ResultTried |= step is WorkerStep.Precommit or WorkerStep.Deliver;
        _ = RunAsync();

        async Task RunAsync()
        {
            MoveResult? result = null;
            using Activity? span = TraceSources
                .Miner.StartUnder(SpanNames.MinerMove + step.ToString().ToLowerInvariant(), trace)
                .About(key);
            try
            {
                // Off the worker's loop from the first instruction: a ledger may work before its first await.
                result = await Task.Run(() => move(cancellationToken), cancellationToken);
                span.Ended(result);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The miner stops; the chain and the journal know what is left to do.
            }
            catch (Exception exception)
            {
                span.Failed(exception.GetType().Name);
                Log.MoveFailed(context.Logger, key.Session, key.Task, step, exception);
            }

            post(() => End(step, head, result));
        }
    }

    /// <summary>The call of a step that is a move.</summary>
    private Func<CancellationToken, Task<MoveResult>> CallOf(WorkerStep step, byte slot)
    {
        IQueueLedger ledger = context.Ledger;
        StoredResult? result = answer.Stored;
        switch (step)
        {
            case WorkerStep.Ack:
                return token => ledger.AckAsync(key, slot, token);
            case WorkerStep.Decline:
                DeclineReason reason = answer.Refusal!.Reason;
                return token => ledger.DeclineAsync(key, slot, reason, token);
            case WorkerStep.Precommit:
                Hash32 commitment = answer.CommitmentOf(result!);
                return token => ledger.PrecommitAsync(key, slot, commitment, token);
            case WorkerStep.Commit:
                Hash32 salt = context.Identity.SaltOf(key);
                return token => ledger.CommitAsync(key, slot, result!.Digest, salt, result.PromptTokens, result.OutputTokens, token);
            case WorkerStep.Deliver:
                return token => ledger.DeliverAsync(key, slot, result!.Digest, result.PromptTokens, result.OutputTokens, token);
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, null);
        }
    }

    private void End(WorkerStep step, ulong head, MoveResult? result)
    {
        _busy = false;
        int refusals = _tries.GetValueOrDefault(step).Refusals;
        if (result is null)
        {
            _tries[step] = (head + 1, refusals);
        }
        else if (result.Made)
        {
            // The view shows it by that block; when it does not, the block was reorganised away and the move is made again.
            _tries[step] = (result.Receipt.Block + 1, refusals);
            context.Instruments.Moved(step.ToString());
            Log.Moved(context.Logger, key.Session, key.Task, step, result.Receipt.Block);
        }
        else
        {
            _tries[step] = (head + 1, refusals + 1);
            context.Instruments.Refused(step.ToString(), result.Refusal.Code);
            Log.MoveRefused(context.Logger, key.Session, key.Task, step, result.Refusal.Code, result.Refusal.Message);
        }
    }
}
