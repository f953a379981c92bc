using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Cortensor.Testing.Network;

/// <summary>Everything the nodes log, in the order in which they did. Bounded: the first lines make room.</summary>
public sealed class NetworkLog
{
    private const int MostLines = 20_000;
    private const string OwnCategories = "Cortensor.";

    private readonly Lock _lock = new();
    private readonly TimeSpan _timeout;
    private ImmutableList<LogLine> _lines = [];
    private TaskCompletionSource _changed = NewSignal();
    private long _count;

    internal NetworkLog(TimeSpan timeout) => _timeout = timeout;

    /// <summary>All lines so far.</summary>
    public ImmutableList<LogLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return _lines;
            }
        }
    }

    /// <summary>Number of the newest line.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Lines that report a bug or a broken world.</summary>
    public IEnumerable<LogLine> Errors => Lines.Where(static line => line.Level >= LogLevel.Error);

    /// <summary>The first line that fits, said already or still to come.</summary>
    /// <exception cref="KitFailure">No such line came in time.</exception>
    public async Task<LogLine> WaitForAsync(string what, Func<LogLine, bool> fits, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource late = new(_timeout, TimeProvider.System);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_lines.Find(line => fits(line)) is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(either.Token);
            }
            catch (OperationCanceledException exception) when (late.IsCancellationRequested)
            {
                throw new KitFailure($"No node logged: {what}.\n{Tail()}", exception);
            }
        }
    }

    internal string Tail(int lines = 400) => string.Join('\n', Lines.TakeLast(lines));

    /// <param name="node">Who speaks.</param>
    /// <param name="isOver">Whether it is dead: what it says then is not heard.</param>
    internal ILoggerProvider Of(string node, Func<bool>? isOver = null) => new Provider(this, node, isOver ?? (static () => false));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(string node, LogLevel level, string name, string text, Exception? exception)
    {
        lock (_lock)
        {
            LogLine line = new(++_count, node, level, name, text, exception);
            _lines = (_lines.Count < MostLines ? _lines : _lines.RemoveAt(0)).Add(line);
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    private sealed class Provider(NetworkLog log, string node, Func<bool> isOver) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) =>
            new Logger(
                log,
                node,
                isOver,
                categoryName.StartsWith(OwnCategories, StringComparison.Ordinal) ? LogLevel.Debug : LogLevel.Error
            );

        public void Dispose()
        {
            // Lines are kept: they are read when the network is gone.
        }
    }

    private sealed class Logger(NetworkLog log, string node, Func<bool> isOver, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && !isOver();

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
            {
                log.Add(node, logLevel, eventId.Name ?? string.Empty, formatter(state, exception), exception);
            }
        }
    }
}
