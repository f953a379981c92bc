using System.Threading.Channels;
using Cortensor.Api.Errors;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Endpoints;
using Cortensor.Router.Errors;
using Cortensor.Router.Streaming;

namespace Cortensor.Router.Queue;

/// <summary>
/// One task from its first frame to the end of its stream and submit. Everything that happens to it is a signal, handled one at a time, so
/// there is no state to lock. The client's side is a channel of events that ends once.
/// </summary>
internal sealed class TaskRun
{
    private const int ControlRoom = 256;
    private const int MaxElections = 32;
    private const string GoesOn = "The router is stopping; the task goes on without it and can be followed at its URL.";

    private readonly RunServices _services;
    private readonly TaskEventQueue _events;
    private readonly AnswerStream _answer;
    private readonly StreamElection _election;
    private readonly AnswerRecord _record = new();
    private readonly TaskMiners _miners;
    private readonly TaskCompletionSource<DeclineReason?> _firstSign = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _startedAt;
    private readonly StallTimer _stall;
    private readonly CreditWindow _credit;
    private volatile bool _detached;
    private volatile bool _onChain;
    private int _overContext;
    private SubmitOutcome? _outcome;

    public TaskRun(TaskPlan plan, RunServices services)
    {
        (Plan, Trace, _services) = (plan, new RunTrace(plan), services);
        _miners = new TaskMiners(services.Hub, plan.Assigned[0]);
        _election = new StreamElection(plan.Assigned, plan.Spares);
        _startedAt = services.Time.GetTimestamp();
        _credit = new CreditWindow(services.Options.TokenCredits);
        _events = new TaskEventQueue((services.Options.TokenCredits * 4) + ControlRoom);
        // Every elected miner has at most a window of unread tokens; the room beyond is for the end.
        _answer = new AnswerStream((services.Options.TokenCredits * MaxElections) + ControlRoom);
        _stall = new StallTimer(services.Time, services.Options.StallTimeout, generation => _events.TryPost(new StreamStalled(generation)));
    }

    public TaskPlan Plan { get; }

    public RunTrace Trace { get; }

    /// <summary>Who streams now, or streamed last.</summary>
    public Address Elected => _miners.Streamer;

    /// <summary>The client's events, in order, ended once.</summary>
    public ChannelReader<AnswerEvent> Answer => _answer.Events;

    /// <summary>Done when a miner has shown that it took the task in: null, or why it cannot do it.</summary>
    public Task<DeclineReason?> FirstSign => _firstSign.Task;

    /// <summary>How the stream ended; null before.</summary>
    public AnswerEvent? End => _answer.Last;

    /// <summary>Done when the stream is over.</summary>
    public Task Answered => _answer.Ended;

    /// <summary>
    /// Done when stream and submit are over. A run that has not started is not done: it may be in the list of runs already.
    /// </summary>
    public Task Completion => _completion.Task;

    public bool IsOnChain => _onChain;

    /// <summary>Asks the miners and begins to listen.</summary>
    public void Start() => _ = RunAsync();

    /// <summary>
    /// A frame of a miner. False when no task waits for it: only the streaming miner may send tokens, only assigned miners may send
    /// anything, so that no other miner fills this task's inbox. One of the elected that finds no room is lost, and the gap costs it its
    /// stream.
    /// </summary>
    public bool Post(Address miner, Frame frame)
    {
        bool awaited = frame is TokenFrame or DoneFrame ? miner == Elected : _miners.MaySpeak(miner);
        if (awaited)
        {
            _events.TryPost(new FrameReceived(miner, frame));
        }

        return awaited;
    }

    public Task MinerGoneAsync(Address miner) => _events.PostAsync(new MinerDisconnected(miner));

    public Task SubmittedAsync(SubmitOutcome outcome) => _events.PostAsync(new SubmitEnded(outcome));

    public Task AbortAsync(ApiError error) => _events.PostAsync(new SubmitEnded(new SubmitOutcome(null, error)));

    /// <summary>The router stops: ends the stream, if it has not ended, with word where the task goes on.</summary>
    public async Task HandBackAsync()
    {
        await _events.PostAsync(new HandBackRequested());
        await Answered;
    }

    /// <summary>The client took tokens; miners get credit in steps.</summary>
    public void Consumed(int tokens)
    {
        if (_credit.Read(tokens) is > 0 and int read)
        {
            _events.TryPost(new TokensConsumed(read));
        }
    }

    /// <summary>Nothing was sent to the client for a while.</summary>
    public void Pulse() => _answer.Pulse();

    /// <summary>
    /// The client is gone: no reader of the answer is left. The task goes on and is settled, because the miners work for the chain.
    /// </summary>
    public void Detach()
    {
        _detached = true;
        _events.TryPost(new TokensConsumed(_credit.TakeRead()));
    }

    private async Task RunAsync()
    {
        try
        {
            AskAll();
            await foreach (TaskEvent signal in _events.ReadAllAsync())
            {
                Handle(signal);
                if (_outcome is not null && _answer.IsOver)
                {
                    break;
                }
            }
        }
        catch (Exception exception)
        {
            Log.RunFailed(_services.Logger, Plan.Key.Session, Plan.Key.Task, exception);
            Fail(ApiError.Of(ErrorCodes.InternalError));
        }
        finally
        {
            _events.Close();
            _ = _firstSign.TrySetResult(null);
            await _stall.DisposeAsync();
            Trace.End(End);
            _completion.SetResult();
        }
    }

    private void Handle(TaskEvent signal)
    {
        switch (signal)
        {
            case FrameReceived { Frame: TokenFrame token } from:
                Tokens(from.Miner, token);
                break;
            case FrameReceived { Frame: DoneFrame done } from:
                Done(from.Miner, done);
                break;
            case FrameReceived { Frame: DeclineFrame decline } from:
                Decline(from.Miner, decline);
                break;
            case FrameReceived { Frame: ErrorFrame error } from:
                Lose(from.Miner, error.Code);
                break;
            case FrameReceived { Frame: AckFrame } from:
                _ = _firstSign.TrySetResult(null);
                if (from.Miner == _election.Elected)
                {
                    _stall.Restart();
                }

                break;
            case MinerDisconnected gone:
                Lose(gone.Miner, "disconnected");
                break;
            // Without credit it waits for the client, not the client for it.
            case StreamStalled stall when stall.Generation == _stall.Generation && _credit.Left > 0 && _election.Elected is { } elected:
                Lose(elected, "stalled");
                break;
            case TokensConsumed consumed:
                Grant(consumed.Tokens);
                GrantUnread();
                break;
            case HandBackRequested:
                Fail(new ApiError(ErrorCodes.ShuttingDown, GoesOn) { TaskUrl = TaskUrls.Of(_services.Options, Plan.Key) });
                break;
            case SubmitEnded submit:
                Submitted(submit.Outcome);
                break;
        }
    }

    private void AskAll()
    {
        if (_election.Next(miner => Ask(miner, elected: true)) is not { } elected)
        {
            Fail(ApiError.Of(ErrorCodes.MinersFailed));
            return;
        }

        Elect();
        Log.TaskStarted(_services.Logger, Plan.Key.Session, Plan.Key.Task, Plan.Assigned.Length, elected);
        foreach (Address other in Plan.Assigned.Where(miner => miner != elected))
        {
            _ = Ask(other, elected: false);
        }
    }

    private bool Ask(Address miner, bool elected) => _miners.Ask(miner, Plan.FrameFor(elected ? _record : null, Trace.Parent), elected);

    private void Elect()
    {
        _credit.Open();
        _stall.Restart();
    }

    private void Tokens(Address miner, TokenFrame token)
    {
        if (miner != _election.Elected || _answer.IsOver)
        {
            return; // Who lost the stream may not have noticed yet.
        }

        if (TokenCheck.FaultOf(token, _record.Count, _credit.Left, Plan.MaxTokens) is { } fault)
        {
            Lose(miner, fault);
            return;
        }

        if (_record.Count == 0)
        {
            _services.Instruments.FirstToken(_services.Time.GetElapsedTime(_startedAt));
        }

        _ = _firstSign.TrySetResult(null);
        _credit.Spend(token.Tokens.Count);
        _record.Append(miner, token.Tokens, token.Text);
        _services.Instruments.TokensRelayed(token.Tokens.Count);
        _stall.Restart();
        GrantUnread();
        if (!_detached && !_answer.TryTokens(token.Text, token.Tokens.Count))
        {
            Fail(ApiError.Of(ErrorCodes.InternalError)); // A text with a hole in it would be worse.
        }
    }

    private void Done(Address miner, DoneFrame done)
    {
        if (miner != _election.Elected || _answer.IsOver)
        {
            return;
        }

        if (DoneCheck.FaultOf(_services.Domain, Plan.Key, miner, done, _record.Count) is { } fault)
        {
            Lose(miner, fault);
            return;
        }

        _ = _firstSign.TrySetResult(null);
        Log.Answered(_services.Logger, Plan.Key.Session, Plan.Key.Task, _record.Count, miner);
        _answer.End(new AnswerFinished(done.Finish, done.PromptTokens, done.OutputTokens, done.ResultDigest, miner));
    }

    private void Decline(Address miner, DeclineFrame decline)
    {
        bool overContext = decline.Reason == "over_context";
        _overContext += overContext && _miners.Contains(miner) ? 1 : 0;
        _ = _firstSign.TrySetResult(overContext ? DeclineReason.OverContext : null);
        Lose(miner, decline.Reason.Length <= 64 ? decline.Reason : "declined");
    }

    /// <summary>When nobody reads: keep the window open, so that the miner can finish.</summary>
    private void GrantUnread()
    {
        if (_detached)
        {
            Grant(_credit.Shortfall);
        }
    }

    private void Grant(int tokens)
    {
        if (tokens <= 0 || _answer.IsOver || _election.Elected is not { } elected)
        {
            return;
        }

        _credit.Add(tokens);
        _ = _services.Hub.Find(elected)?.TrySend(new CreditFrame(Plan.Key.Session, Plan.Key.Task, tokens));
        _stall.Restart();
    }

    private void Lose(Address miner, string reason)
    {
        if (!_election.Drop(miner) || _answer.IsOver)
        {
            return;
        }

        Log.StreamLost(_services.Logger, Plan.Key.Session, Plan.Key.Task, miner, _record.Count, reason);
        if (_election.Next(next => Ask(next, elected: true)) is { } elected)
        {
            _services.Instruments.StreamTaken();
            Log.StreamTaken(_services.Logger, Plan.Key.Session, Plan.Key.Task, elected, _record.Count);
            Elect();
            return;
        }

        Fail(
            _overContext > 0 && _overContext >= _miners.Count
                ? ApiError.Of(ErrorCodes.ContextLengthExceeded)
                : ApiError.Of(ErrorCodes.MinersFailed)
        );
    }

    private void Submitted(SubmitOutcome outcome)
    {
        _outcome = outcome;
        _onChain = outcome.Receipt is not null;
        if (_onChain)
        {
            return;
        }

        _miners.Cancel(Plan.Key, outcome.Error!.Code.Code);
        outcome.GiveBack?.Invoke();
        _answer.End(new AnswerFailed(outcome.Error!, outcome.ReservationLost && _record.Count == 0));
    }

    private void Fail(ApiError error) => _answer.End(new AnswerFailed(error));
}
