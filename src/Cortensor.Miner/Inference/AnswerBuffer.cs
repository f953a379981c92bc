using System.Collections.Immutable;

namespace Cortensor.Miner.Inference;

/// <summary>The tokens of one run as they come, for one writer and any number of readers. Bounded by the request's token limit.</summary>
internal sealed class AnswerBuffer
{
    private readonly Lock _lock = new();
    private readonly List<AnswerPiece> _tokens = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _started;
    private bool _complete;
    private volatile bool _isQueued;

    /// <summary>Whether the run waits for a slot of the engine.</summary>
    public bool IsQueued
    {
        get => _isQueued;
        set => _isQueued = value;
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _tokens.Count;
            }
        }
    }

    public ImmutableArray<int> Tokens
    {
        get
        {
            lock (_lock)
            {
                return [.. _tokens.Select(token => token.Token)];
            }
        }
    }

    /// <summary>The engine has read the prompt: it fits, and tokens will come.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _started = true;
            Signal_NeedsLock();
        }
    }

    public void Add(int token, string text)
    {
        lock (_lock)
        {
            _tokens.Add(new AnswerPiece(token, text));
            Signal_NeedsLock();
        }
    }

    /// <summary>No token comes any more.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
            Signal_NeedsLock();
        }
    }

    /// <summary>True as soon as the run has begun, false when it ended without.</summary>
    public async ValueTask<bool> HasStartedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_started || _complete)
                {
                    return _started;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The tokens from <paramref name="index"/> on that are there, <paramref name="most"/> at most, as soon as there is one; none when the
    /// answer ended before it.
    /// </summary>
    public async ValueTask<IReadOnlyList<AnswerPiece>> ReadAsync(int index, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (index < _tokens.Count)
                {
                    return _tokens.GetRange(index, Math.Min(most, _tokens.Count - index));
                }

                if (_complete)
                {
                    return [];
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal_NeedsLock()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }
}
