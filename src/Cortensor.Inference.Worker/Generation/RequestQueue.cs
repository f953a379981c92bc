using System.Collections.Concurrent;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Worker.Generation;

/// <summary>Takes requests in, as many as there are sequences, and hands them to the loop once their prompts are tokens.</summary>
internal sealed class RequestQueue(PromptReader prompts, int places, Action<WireFrame> tell)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Answer> _answers = [];
    private readonly BlockingCollection<Answer> _ready = new(places);
    private IReadOnlyCollection<Answer> _step = [];
    private Action? _abort;

    /// <summary>The next answer that waits for a sequence; waits for one to come.</summary>
    internal Answer Take() => _ready.Take();

    /// <summary>The next answer that waits for a sequence, null when none does.</summary>
    internal Answer? TryTake() => _ready.TryTake(out Answer? answer) ? answer : null;

    /// <summary>Takes a request; its prompt is made elsewhere, so that the next command is heard.</summary>
    internal void Accept(GenerateCommand command)
    {
        Answer answer = new(command.Id, command.Request);
        bool full;
        lock (_lock)
        {
            full = _answers.Count >= places;
            if (!full)
            {
                _answers.Add(command.Id, answer);
            }
        }

        if (full)
        {
            tell(new RefusedEvent(command.Id, InferenceRefusalCodes.NoSlot, "The worker is busy."));
            return;
        }

        _ = Task.Run(() => Prepare(answer));
    }

    /// <summary>Somebody wants an answer to end: it does after the step that runs, or with it when nobody else is in that step.</summary>
    internal void Cancel(long id)
    {
        lock (_lock)
        {
            if (_answers.TryGetValue(id, out Answer? answer))
            {
                answer.IsCancelled = true;
                if (_step.Count > 0 && _step.All(one => one.IsCancelled))
                {
                    _abort?.Invoke();
                }
            }
        }
    }

    /// <summary>Whether the answer is to end.</summary>
    internal bool IsCancelled(Answer answer)
    {
        lock (_lock)
        {
            return answer.IsCancelled;
        }
    }

    /// <summary>Says who is in the step that begins, and how to end it.</summary>
    internal void BeginStep(IReadOnlyCollection<Answer> answers, Action? abort)
    {
        lock (_lock)
        {
            _step = answers;
            _abort = abort;
        }
    }

    /// <summary>Says the last word about an answer; its place is free before anybody hears it.</summary>
    internal void End(Answer answer, WireFrame last)
    {
        lock (_lock)
        {
            _ = _answers.Remove(answer.Id);
        }

        tell(last);
    }

    private void Prepare(Answer answer)
    {
        if (Guard.Run(answer.Id, () => answer.Prepare(prompts)) is { } problem)
        {
            End(answer, problem);
        }
        else if (!_ready.TryAdd(answer))
        {
            throw new InvalidOperationException("There are more answers than places.");
        }
    }
}
