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
/// One task, from the router's announcement or the assignment on chain to its outcome. A loop reads the facts, asks <see cref="WorkerRule"/> for the next
/// step and takes it; whatever takes long runs beside it and comes back through the inbox.
/// </summary>
internal sealed class TaskWorker : IDisposable
{
    private readonly TaskKey _key;
    private readonly WorkerPorts _ports;
    private readonly WorkerInbox _inbox = new();
    private readonly AnswerDesk _answer;
    private readonly MoveGate _moves;
    private readonly MoveCalls _calls;
    private readonly ResultDelivery _delivery;
    private readonly OrderVoices _voices = new();
    private readonly WorkTrace _trace;
    private volatile bool _isBusy = true;
    private bool _cancelled;
    private bool _lossReported;
    private ulong _since;
    private ulong _overSince;

    public TaskWorker(TaskKey key, WorkerPorts ports)
    {
        (_key, _ports, _trace) = (key, ports, new WorkTrace(key));
        _answer = new AnswerDesk(key, ports, _inbox.PostOwn);
        _moves = new MoveGate(key, ports.Instruments, ports.Logger);
        _calls = new MoveCalls(key, ports, _answer);
        _delivery = new ResultDelivery(key, ports.Routers, ports.Options.Value.RedeliverSeconds);
    }

    /// <summary>Whether a client waits for its answer, or the chain for a move or for the result behind one.</summary>
    public bool IsBusy => _isBusy;

    /// <summary>The miner stops: gives the task up, unless it has promised a result.</summary>
    public void HandBack() => _ = _inbox.Post(_ =>
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
        OrderVoice voice = _voices.Replace(channel);
        return _inbox.Post(cancellationToken => TakeAsync(order, elected, voice, cancellationToken));
    }

    /// <summary>A router's credits, cancellation or confirmation.</summary>
    public void Hear(Frame frame, IRouterChannel channel)
    {
        // A router may take back only what it ordered itself.
        if (frame is not CancelFrame || _voices.Silence(channel.Router))
        {
            _ = _inbox.Post(_ => HearAsync(frame, channel));
        }
    }

    /// <summary>Works until the task is over or given up; throws only when cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _ports.Finished.TakeBackAsync(_key, cancellationToken);
            await _answer.RecoverAsync(cancellationToken);
            do
            {
                Seat seat = await WorkAsync(cancellationToken);
                await LeaveAsync(seat, cancellationToken);
            }
            while (!_inbox.TryClose());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The journal and the chain know where to go on.
        }
        catch (Exception exception)
        {
            // One task's fault stays with it; the next snapshot starts a new worker from chain and journal.
            Log.WorkerBroke(_ports.Logger, _key.Session, _key.Task, exception);
        }
        finally
        {
            _isBusy = false;
            _trace.Dispose();
            _inbox.Close();
        }
    }

    public void Dispose() => _answer.Dispose();

    private async Task<Seat> WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_inbox.Take() is { } item)
            {
                await item(cancellationToken);
            }

            NetworkSnapshot snapshot = _ports.View.Current;
            WorkerFacts facts = await ReadAsync(snapshot, cancellationToken);
            WorkerStep step = WorkerRule.Next(facts);
            switch (step)
            {
                case WorkerStep.End:
                    return facts.Seat;
                case WorkerStep.Wait:
                    _isBusy = facts.IsStreaming || (facts.Seat is { Kind: SeatKind.Open, Committed: false } && !facts.IsLost) || _delivery.IsAwaited(facts.Now);
                    await _inbox.WaitAsync(cancellationToken);
                    break;
                default:
                    Log.Step(_ports.Logger, _key.Session, _key.Task, step);
                    await DoAsync(step, facts, snapshot.Head, cancellationToken);
                    break;
            }
        }
    }

    private Task HearAsync(Frame frame, IRouterChannel channel)
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
                Log.RouterError(_ports.Logger, channel.Router, error.Code, error.Message);
                break;
        }

        return Task.CompletedTask;
    }

    private async Task<WorkerFacts> ReadAsync(NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        ulong head = snapshot.Head.Number;
        ulong now = snapshot.Head.Timestamp;
        QueueTask? task = snapshot.Tasks.GetValueOrDefault(_key);
        Seat seat = Seat.Of(task, _ports.Identity.Address);
        if (seat is { Kind: SeatKind.Open, Precommitted: false } && !_answer.Fits(task!))
        {
            Log.AnnouncementFalse(_ports.Logger, _key.Session, _key.Task);
            await _answer.ResetAsync(cancellationToken);
        }

        if (seat is { Kind: SeatKind.Open, Precommitted: false } && _ports.Journal.Problem is not null && (_answer.Stage is WorkStage.NoRequest or WorkStage.Ready))
        {
            _answer.RefuseForStorage();
        }

        bool isLost = seat is { Kind: SeatKind.Open, Precommitted: true, Committed: false } && !_answer.Opens(task!.Slots[seat.Slot].Commitment);
        if (isLost && !_lossReported)
        {
            _lossReported = true;
            Log.ResultLost(_ports.Logger, _key.Session, _key.Task);
        }

        _since = _since == 0 ? now : _since;
        bool isPatient = now <= Patience.Until(task, snapshot.Parameters, _since, _ports.Options.Value.PatienceSeconds);
        bool isOver = seat.Kind is SeatKind.Ended or SeatKind.Closed || (seat.Kind == SeatKind.None && (_cancelled || !isPatient));
        _overSince = isOver && _overSince == 0 ? now : _overSince;
        bool owes = isOver && Owes(task) && now <= _overSince + (ulong)_ports.Options.Value.PatienceSeconds;
        return new WorkerFacts
        {
            Seat = seat,
            Task = task,
            Parameters = snapshot.Parameters,
            Now = now,
            BlockSeconds = _ports.Blocks.Seconds,
            Work = _answer.Stage,
            InQueue = _answer.InQueue,
            IsOver = isOver,
            IsStreaming = _answer.IsStreaming && (!isOver || now <= _overSince + (ulong)_ports.Options.Value.LingerSeconds),
            MayFetch = seat.Kind == SeatKind.Open && _answer.MayFetch(head),
            MayJournal = _answer.MayJournal(head),
            OwesResult = owes,
            MayHandOver = !isLost && (owes || !isOver) && _answer.Stage == WorkStage.Journalled && task is not null && _delivery.IsDue(task, _answer.Stored!, now),
            AwaitsStored = _delivery.IsAwaited(now),
            IsLost = isLost,
            Bond = seat is { Kind: SeatKind.Open, Precommitted: false } ? BondCovers.Of(task!, snapshot, _ports.Identity.Address) : BondCover.Covered,
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
                    _ports.Bonds.Raise(Pricing.Bond(facts.Task!), _ports.View.Current.AccountBalances.GetValueOrDefault(_ports.Identity.Address));
                    _answer.RefuseForBond();
                }

                _moves.Start(step, head.Number, _calls.Of(step, facts.Seat.Slot), Trace(facts.Task), _inbox.PostOwn, cancellationToken);
                break;
        }
    }

    // Without a router's order, the gateway that served the request may have named its trace.
    private ActivityContext Trace(QueueTask? task) => _trace.Begin(task is null ? default : _ports.Source.TraceOf(task.RequestDigest));

    private async Task TakeAsync(WorkOrder order, bool elected, IRouterChannel channel, CancellationToken cancellationToken)
    {
        QueueTask? task = _ports.View.Current.Tasks.GetValueOrDefault(_key);
        if (task is not null && (task.RequestDigest != order.RequestDigest || task.SelectionSeed != order.SelectionSeed))
        {
            _ = channel.TrySend(DeclineFrames.Of(_key, DeclineReason.PromptUnavailable, "the task on chain asks something else"));
            return;
        }

        if (task is null)
        {
            // A slot of ours was on chain when a precommit or a delivery was tried: if the task is not there now, the chain went back, and the promise with it.
            _moves.Forget();
        }

        bool bound = _moves.ResultTried || Seat.Of(task, _ports.Identity.Address).Precommitted
            || _answer.IsRecoveredFor(order);
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

    private async Task LeaveAsync(Seat seat, CancellationToken cancellationToken)
    {
        string reason = seat.Kind != SeatKind.None ? seat.Kind.ToString() : _cancelled ? "cancelled" : "never assigned";
        _answer.Abandon(ErrorCodes.Timeout.Code, reason);
        if (seat.Kind != SeatKind.None || _answer.IsRecovered)
        {
            // The chain may go back, and a result that was promised be asked for again.
            _answer.Leave();
            await _ports.Finished.AddAsync(_key, _ports.View.Current.Head.Number, cancellationToken);
        }
        else
        {
            await _answer.ResetAsync(cancellationToken);
        }

        Log.TaskLeft(_ports.Logger, _key.Session, _key.Task, reason);
    }
}
