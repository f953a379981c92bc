using System.Diagnostics;
using Cortensor.Api.Errors;
using Cortensor.Api.Frames;
using Cortensor.Miner.Inference;
using Cortensor.Miner.Routers;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>
/// One task, from the router's announcement or the assignment on chain to its outcome. A loop reads the facts, asks
/// <see cref="WorkerRule"/> for the next step and takes it; whatever takes long runs beside it and comes back through the inbox.
/// </summary>
internal sealed class TaskWorker : IDisposable
{
    private readonly TaskKey _key;
    private readonly TaskWorkerContext _context;
    private readonly WorkerInbox _inbox = new();
    private readonly AnswerJob _answer;
    private readonly MoveScheduler _moves;
    private readonly ResultDelivery _delivery;
    private readonly RevocableChannels _voices = new();
    private readonly WorkTrace _trace;
    private volatile bool _isBusy = true;
    private bool _cancelled;
    private bool _lossReported;
    private ulong _since;
    private ulong _overSince;

    public TaskWorker(TaskKey key, TaskWorkerContext context)
    {
        (_key, _context, _trace) = (key, context, new WorkTrace(key));
        _answer = new AnswerJob(key, context, _inbox.PostOwn);
        _moves = new MoveScheduler(key, context, _answer);
        _delivery = new ResultDelivery(key, context.Routers, context.Options.Value.RedeliverSeconds);
    }

    /// <summary>Whether a client waits for its answer, or the chain for a move or for the result behind one.</summary>
    public bool IsBusy => _isBusy;

    /// <summary>The miner stops: gives the task up, unless it has promised a result.</summary>
    public void HandBack() =>
        _ = _inbox.Post(_ =>
        {
            if (!_moves.ResultTried)
            {
                _answer.HandBack();
            }

            return Task.CompletedTask;
        });

    /// <summary>Looks again soon: the chain or a router has something new.</summary>
    public void Poke() => _inbox.Poke();

    /// <summary>A router's order; false when this worker has left the task.</summary>
    public bool Offer(WorkOrder order, bool elected, IRouterChannel channel)
    {
        RevocableChannel revocable = _voices.Replace(channel);
        return _inbox.Post(cancellationToken => TakeAsync(order, elected, revocable, cancellationToken));
    }

    /// <summary>A router's credits, cancellation or confirmation.</summary>
    public void OnFrame(Frame frame, IRouterChannel channel)
    {
        // A router may take back only what it ordered itself.
        if (frame is not CancelFrame || _voices.Silence(channel.Router))
        {
            _ = _inbox.Post(_ => OnFrameAsync(frame, channel));
        }
    }

    /// <summary>Works until the task is over or given up; throws only when cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _context.Finished.TakeBackAsync(_key, cancellationToken);
            await _answer.RecoverAsync(cancellationToken);
            do
            {
                SlotStatus slotStatus = await WorkAsync(cancellationToken);
                await LeaveAsync(slotStatus, cancellationToken);
            } while (!_inbox.TryClose());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The journal and the chain know where to go on.
        }
        catch (Exception exception)
        {
            // One task's fault stays with it; the next snapshot starts a new worker from chain and journal.
            Log.WorkerBroke(_context.Logger, _key.Session, _key.Task, exception);
        }
        finally
        {
            _isBusy = false;
            _trace.Dispose();
            _inbox.Close();
        }
    }

    public void Dispose() => _answer.Dispose();

    private async Task<SlotStatus> WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_inbox.Take() is { } item)
            {
                await item(cancellationToken);
            }

            NetworkSnapshot snapshot = _context.View.Current;
            WorkerFacts facts = await ReadAsync(snapshot, cancellationToken);
            WorkerStep step = WorkerRule.Next(facts);
            switch (step)
            {
                case WorkerStep.End:
                    return facts.SlotStatus;
                case WorkerStep.Wait:
                    _isBusy =
                        facts.IsStreaming
                        || (facts.SlotStatus is { Kind: SlotStatusKind.Open, Committed: false } && !facts.IsLost)
                        || _delivery.IsAwaited(facts.Now);
                    await _inbox.WaitAsync(cancellationToken);
                    break;
                default:
                    Log.Step(_context.Logger, _key.Session, _key.Task, step);
                    await DoAsync(step, facts, snapshot.Head, cancellationToken);
                    break;
            }
        }
    }

    private Task OnFrameAsync(Frame frame, IRouterChannel channel)
    {
        switch (frame)
        {
            case CreditFrame credit:
                _answer.Grant(credit.Tokens);
                break;
            case CancelFrame:
                _cancelled = true;
                _answer.StopStream();
                break;
            case StoredFrame stored:
                _delivery.Confirm(stored.ResultDigest);
                break;
            case ErrorFrame error:
                _delivery.Refuse();
                Log.RouterError(_context.Logger, channel.Router, error.Code, error.Message);
                break;
        }

        return Task.CompletedTask;
    }

    private async Task<WorkerFacts> ReadAsync(NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        ulong head = snapshot.Head.Number;
        ulong now = snapshot.Head.Timestamp;
        QueueTask? task = snapshot.Tasks.GetValueOrDefault(_key);
        SlotStatus slotStatus = SlotStatus.Of(task, _context.Identity.Address);
        if (slotStatus is { Kind: SlotStatusKind.Open, Precommitted: false } && !_answer.Fits(task!))
        {
            Log.AnnouncementFalse(_context.Logger, _key.Session, _key.Task);
            await _answer.ResetAsync(cancellationToken);
        }

        if (
            slotStatus is { Kind: SlotStatusKind.Open, Precommitted: false }
            && _context.Journal.Problem is not null
            && (_answer.Stage is WorkStage.NoRequest or WorkStage.Ready)
        )
        {
            _answer.RefuseForStorage();
        }

        bool isLost =
            slotStatus is { Kind: SlotStatusKind.Open, Precommitted: true, Committed: false }
            && !_answer.Opens(task!.Slots[slotStatus.Slot].Commitment);
        if (isLost && !_lossReported)
        {
            _lossReported = true;
            Log.ResultLost(_context.Logger, _key.Session, _key.Task);
        }

        _since = _since == 0 ? now : _since;
        bool isPatient = now <= AnnouncementExpiry.Until(task, snapshot.Parameters, _since, _context.Options.Value.AnnouncementSeconds);
        bool isOver =
            slotStatus.Kind is SlotStatusKind.Ended or SlotStatusKind.Closed
            || (slotStatus.Kind == SlotStatusKind.None && (_cancelled || !isPatient));
        _overSince = isOver && _overSince == 0 ? now : _overSince;
        bool owes = isOver && Owes(task) && now <= _overSince + (ulong)_context.Options.Value.AnnouncementSeconds;
        return new WorkerFacts
        {
            SlotStatus = slotStatus,
            Task = task,
            Parameters = snapshot.Parameters,
            Now = now,
            BlockSeconds = _context.Blocks.Seconds,
            Work = _answer.Stage,
            InQueue = _answer.InQueue,
            IsOver = isOver,
            IsStreaming = _answer.IsStreaming && (!isOver || now <= _overSince + (ulong)_context.Options.Value.LingerSeconds),
            MayFetch = slotStatus.Kind == SlotStatusKind.Open && _answer.MayFetch(head),
            MayJournal = _answer.MayJournal(head),
            OwesResult = owes,
            MayHandOver =
                !isLost
                && (owes || !isOver)
                && _answer.Stage == WorkStage.Journalled
                && task is not null
                && _delivery.IsDue(task, _answer.Stored!, now),
            AwaitsStored = _delivery.IsAwaited(now),
            IsLost = isLost,
            Bond = slotStatus is { Kind: SlotStatusKind.Open, Precommitted: false }
                ? BondFundings.Of(task!, snapshot, _context.Identity.Address)
                : BondFunding.Covered,
            May = step => _moves.May(step, head),
        };
    }

    private bool Owes(QueueTask? task) =>
        task is { Outcome: TaskState.Completed, Router.IsZero: false }
        && _answer.Stage == WorkStage.Journalled
        && !_delivery.IsStored(_answer.Stored!)
        && task.Slots.Where((slot, index) => (task.Accepted & (1u << index)) != 0).Any(slot => slot.ResultDigest == _answer.Stored!.Digest);

    private async Task DoAsync(WorkerStep step, WorkerFacts facts, ChainHead head, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case WorkerStep.Fetch:
                _answer.StartFetch(facts.Task!, head, cancellationToken);
                break;
            case WorkerStep.Infer:
                _answer.StartRun(Trace(facts.Task), cancellationToken);
                break;
            case WorkerStep.Journal:
                await _answer.JournalAsync(head, cancellationToken);
                break;
            case WorkerStep.HandOver:
                _delivery.Send(facts.Task!, _answer.Stored!, facts.Now);
                break;
            default:
                if (step == WorkerStep.Decline && _answer.Refusal is null)
                {
                    _context.Bonds.Raise(
                        Pricing.Bond(facts.Task!),
                        _context.View.Current.AccountBalances.GetValueOrDefault(_context.Identity.Address)
                    );
                    _answer.RefuseForBond();
                }

                _moves.Start(step, facts.SlotStatus.Slot, head.Number, Trace(facts.Task), _inbox.PostOwn, cancellationToken);
                break;
        }
    }

    // Without a router's order, the gateway that served the request may have named its trace.
    private ActivityContext Trace(QueueTask? task) => _trace.Begin(task is null ? default : _context.Source.TraceOf(task.RequestDigest));

    private async Task TakeAsync(WorkOrder order, bool elected, IRouterChannel channel, CancellationToken cancellationToken)
    {
        QueueTask? task = _context.View.Current.Tasks.GetValueOrDefault(_key);
        if (task is not null && (task.RequestDigest != order.RequestDigest || task.SelectionSeed != order.SelectionSeed))
        {
            _ = channel.TrySend(DeclineFrames.Of(_key, DeclineReason.PromptUnavailable, "the task on chain asks something else"));
            return;
        }

        if (task is null)
        {
            // A slot of ours was on chain when a precommit or a delivery was tried: if the task is not there now, the chain went back, and
            // the promise with it.
            _moves.Forget();
        }

        bool bound = _moves.ResultTried || SlotStatus.Of(task, _context.Identity.Address).Precommitted || _answer.IsRecoveredFor(order);
        if (bound && !_answer.IsSameWork(order))
        {
            if (elected)
            {
                _ = channel.TrySend(DeclineFrames.TooLate(_key));
            }

            return;
        }

        (_cancelled, _since, _overSince) = (false, 0, 0);
        _ = _trace.Begin(order.Trace);
        await _answer.TakeAsync(order, elected, channel, cancellationToken);
    }

    private async Task LeaveAsync(SlotStatus slotStatus, CancellationToken cancellationToken)
    {
        string reason =
            slotStatus.Kind != SlotStatusKind.None ? slotStatus.Kind.ToString()
            : _cancelled ? "cancelled"
            : "never assigned";
        _answer.Abandon(ErrorCodes.Timeout.Code, reason);
        if (slotStatus.Kind != SlotStatusKind.None || _answer.IsRecovered)
        {
            // The chain may go back, and a result that was promised be asked for again.
            _answer.Leave();
            await _context.Finished.AddAsync(_key, _context.View.Current.Head.Number, cancellationToken);
        }
        else
        {
            await _answer.ResetAsync(cancellationToken);
        }

        Log.TaskLeft(_context.Logger, _key.Session, _key.Task, reason);
    }
}
