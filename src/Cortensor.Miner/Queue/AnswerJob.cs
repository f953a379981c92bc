using System.Diagnostics;
using Cortensor.Miner.Inference;
using Cortensor.Miner.Routers;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;

namespace Cortensor.Miner.Queue;

/// <summary>
/// A worker's own work: the order, its run, the result and the stream to the client. Used from the worker's loop only; background ends come
/// back by <paramref name="post"/>.
/// </summary>
internal sealed class AnswerJob(TaskKey key, TaskWorkerContext context, Action<Action> post) : IDisposable
{
    private readonly TokenStreamer _streamer = new(key, context, post);
    private WorkOrder? _order;
    private AnswerBuffer? _buffer;
    private CancellationTokenSource? _run;
    private (ulong AgainAt, ulong Since) _fetch;
    private ulong _journalAgainAt;
    private ulong _journalFailedAt;

    public WorkStage Stage { get; private set; }

    /// <summary>Set once finished.</summary>
    public StoredResult? Stored { get; private set; }

    /// <summary>Set when refused.</summary>
    public Declined? Refusal { get; private set; }

    /// <summary>The result came from the journal of an earlier run: a precommit may be on its way already.</summary>
    public bool IsRecovered { get; private set; }

    /// <summary>Whether a client still waits for tokens or <c>done</c>.</summary>
    public bool IsStreaming => _streamer.IsStreaming;

    public bool InQueue => Stage == WorkStage.Running && _buffer is { IsQueued: true };

    public bool MayFetch(ulong head) => Stage == WorkStage.NoRequest && head >= _fetch.AgainAt;

    public bool MayJournal(ulong head) => head >= _journalAgainAt;

    /// <summary>Takes up a result that an earlier run left.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (await context.Journal.FindAsync(key.Session, key.Task, cancellationToken) is ResultJournalEntry entry)
        {
            Stored = StoredResult.Of(entry.Bytes);
            Stage = WorkStage.Journalled;
            IsRecovered = true;
        }
    }

    /// <summary>Whether order and result are those the chain's task asks for.</summary>
    public bool Fits(QueueTask task) =>
        _order is not null
            ? _order.RequestDigest == task.RequestDigest && _order.SelectionSeed == task.SelectionSeed
            : Stored is null || Stored.Content.Blind == context.Identity.BlindOf(key, task.RequestDigest, task.SelectionSeed);

    /// <summary>Whether the journalled result is the one behind a commitment.</summary>
    public bool Opens(Hash32 commitment) => Stage == WorkStage.Journalled && CommitmentOf(Stored!) == commitment;

    /// <summary>Whether a result of an earlier run answers this order.</summary>
    public bool IsRecoveredFor(WorkOrder order) =>
        IsRecovered && Stored?.Content.Blind == context.Identity.BlindOf(key, order.RequestDigest, order.SelectionSeed);

    public Hash32 CommitmentOf(StoredResult result) =>
        context.Ledger.CommitmentOf(key, context.Identity.Address, result.Digest, context.Identity.SaltOf(key));

    /// <summary>A router's order, or a take-over. The caller has checked that the result may still change if it must.</summary>
    public async Task TakeAsync(WorkOrder order, bool elected, IRouterChannel channel, CancellationToken cancellationToken)
    {
        _streamer.UseChannel(channel);
        if (!IsSameWork(order))
        {
            await ResetAsync(cancellationToken);
            _order = order;
            Stage = WorkStage.Ready;
            _buffer = new AnswerBuffer();
        }

        if (Refusal is not null)
        {
            _streamer.Decline(Refusal);
        }
        else if (elected)
        {
            // The order may have been fetched by its digest a moment ago, before the router's word came: then the run has not begun.
            _streamer.Start(order.Prefix.Length, _buffer ??= new AnswerBuffer(), cancellationToken);
            await FinishStreamAsync(cancellationToken);
        }
    }

    /// <summary>Whether taking the order would replace a result or run of this miner.</summary>
    public bool IsSameWork(WorkOrder order) =>
        _order is not null
        && _order.RequestDigest == order.RequestDigest
        && _order.SelectionSeed == order.SelectionSeed
        && (order.Prefix.IsEmpty || _order.Prefix.AsSpan().SequenceEqual(order.Prefix.AsSpan()));

    public void Grant(int credits) => _streamer.Grant(credits);

    /// <summary>
    /// Gets the request object by the digest on chain. One that no node serves now may be served again soon; one that is no request never
    /// will be.
    /// </summary>
    public void StartFetch(QueueTask task, ChainHead head, CancellationToken cancellationToken)
    {
        Stage = WorkStage.Fetching;
        _fetch = (head.Number + 1, _fetch.Since == 0 ? head.Timestamp : _fetch.Since);
        bool isLast = head.Timestamp >= _fetch.Since + (ulong)context.Options.Value.FetchSeconds;
        _ = RunAsync();

        async Task RunAsync()
        {
            WorkOrder? order = null;
            string problem = "nobody serves the request";
            try
            {
                if (
                    await Task.Run(async () => await context.Source.FetchAsync(task.RequestDigest, cancellationToken), cancellationToken) is
                    { } bytes
                )
                {
                    order = WorkOrder.Read(key, task.RequestDigest, task.SelectionSeed, bytes, out problem);
                    isLast = true;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.FetchFailed(context.Logger, key.Session, key.Task, exception);
            }
            catch (OperationCanceledException)
            {
                // Stopping, or one slow source: counts as not found.
            }

            post(() => Fetched(order, isLast ? problem : null));
        }
    }

    /// <summary>Starts the model.</summary>
    public void StartRun(ActivityContext trace, CancellationToken cancellationToken)
    {
        WorkOrder order = _order! with { Trace = trace };
        AnswerBuffer buffer = _buffer ??= new AnswerBuffer();
        CancellationTokenSource run = _run = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Stage = WorkStage.Running;
        _ = RunAsync();

        async Task RunAsync()
        {
            try
            {
                InferenceOutcome outcome = await Task.Run(() => context.Runner.RunAsync(order, buffer, run.Token), run.Token);
                post(() => Ran(run, order, outcome));
            }
            catch (OperationCanceledException)
            {
                // Replaced by a take-over, or the task is over.
            }
        }
    }

    /// <summary>Makes the result durable. A failing disk means no precommit on this block; one that keeps failing, none at all.</summary>
    public async Task JournalAsync(ChainHead head, CancellationToken cancellationToken)
    {
        try
        {
            if (await context.Journal.AppendAsync(key.Session, key.Task, Stored!.Bytes, cancellationToken) == ResultJournalOutcome.Conflict)
            {
                // Left by an earlier request with this id that the chain never saw, or by a run that a take-over replaced: never
                // precommitted, or this worker would hold it.
                await context.Journal.RemoveAsync(key.Session, key.Task, cancellationToken);
                _ = await context.Journal.AppendAsync(key.Session, key.Task, Stored.Bytes, cancellationToken);
            }

            Stage = WorkStage.Journalled;
            await FinishStreamAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            Log.JournalFailed(context.Logger, key.Session, key.Task, exception);
            _journalAgainAt = head.Number + 1;
            _journalFailedAt = _journalFailedAt == 0 ? head.Timestamp : _journalFailedAt;
            if (head.Timestamp >= _journalFailedAt + (ulong)context.Options.Value.JournalSeconds)
            {
                // While there is time for another to do it.
                Refuse(new Declined(DeclineReason.NoSlot, "the answer cannot be journalled", DeclineFrames.StorageFull));
            }
        }
    }

    /// <summary>The account does not pay for the bond: whatever was made of the answer is of no use to the chain.</summary>
    public void RefuseForBond()
    {
        StopRun();
        Refuse(new Declined(DeclineReason.NoSlot, "the bond cannot be paid", DeclineFrames.BondLow));
    }

    /// <summary>Nothing could be journalled: the work is not begun.</summary>
    public void RefuseForStorage() =>
        Refuse(new Declined(DeclineReason.NoSlot, "this miner cannot journal answers now", DeclineFrames.StorageFull));

    /// <summary>Forgets order, run and result, in the journal too.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        bool isJournalled = Stage == WorkStage.Journalled;
        Leave();
        if (isJournalled)
        {
            await context.Journal.RemoveAsync(key.Session, key.Task, cancellationToken);
        }
    }

    /// <summary>Forgets order, run and result, but not the journal's entry.</summary>
    public void Leave()
    {
        _streamer.Stop();
        StopRun();
        (_order, _buffer, Stored, Refusal, IsRecovered, _fetch, _journalFailedAt) = (null, null, null, null, false, default, 0);
        Stage = WorkStage.NoRequest;
    }

    public void StopStream() => _streamer.Stop();

    /// <inheritdoc cref="TokenStreamer.Abandon"/>
    public void Abandon(string code, string reason) => _streamer.Abandon(code, reason);

    /// <summary>The miner stops: work that is not in the journal yet is refused.</summary>
    public void HandBack()
    {
        if (Stage is WorkStage.Journalled or WorkStage.Refused)
        {
            return;
        }

        StopRun();
        Stored = null;
        Refuse(new Declined(DeclineReason.NoSlot, "this miner is stopping"));
    }

    public void Dispose()
    {
        _streamer.Dispose();
        StopRun();
    }

    private void StopRun()
    {
        _run?.Cancel();
        _run?.Dispose();
        _run = null;
    }

    private void Fetched(WorkOrder? order, string? problem)
    {
        if (Stage != WorkStage.Fetching)
        {
            return;
        }

        (_order, Stage) = (order, order is null ? WorkStage.NoRequest : WorkStage.Ready);
        if (order is null && problem is not null)
        {
            Refuse(new Declined(DeclineReason.PromptUnavailable, problem));
        }
    }

    private void Ran(CancellationTokenSource run, WorkOrder order, InferenceOutcome outcome)
    {
        if (!ReferenceEquals(run, _run))
        {
            return;
        }

        if (outcome is Declined declined)
        {
            Refuse(declined);
            return;
        }

        try
        {
            Stored = StoredResult.Of(ResultBuilder.Build(order, (Answered)outcome, context.Identity));
            Stage = WorkStage.Finished;
        }
        catch (CanonicalJsonException exception)
        {
            Refuse(new Declined(DeclineReason.ModelUnavailable, $"the answer cannot be a result: {exception.Code}"));
        }
    }

    private void Refuse(Declined declined)
    {
        Refusal = declined;
        Stage = WorkStage.Refused;
        string reason = declined.Code ?? DeclineFrames.WireName(declined.Reason);
        context.Instruments.Declined(reason);
        Log.Declined(context.Logger, key.Session, key.Task, reason, declined.Message);
        _streamer.Decline(declined);
    }

    private Task FinishStreamAsync(CancellationToken cancellationToken) =>
        Stage == WorkStage.Journalled ? _streamer.FinishAsync(Stored!, cancellationToken) : Task.CompletedTask;
}
