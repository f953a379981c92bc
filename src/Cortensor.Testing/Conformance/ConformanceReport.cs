using System.Globalization;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>What a run covered: a run in which nothing was made, or nothing refused, proves nothing.</summary>
public sealed class ConformanceReport
{
    private readonly SortedDictionary<string, int> _made = [];
    private readonly SortedDictionary<string, int> _refused = [];
    private readonly SortedDictionary<TaskState, int> _states = [];
    private readonly SortedDictionary<FailReason, int> _failures = [];

    /// <summary>Moves made, by kind.</summary>
    public IReadOnlyDictionary<string, int> Made => _made;

    /// <summary>Moves refused, by code.</summary>
    public IReadOnlyDictionary<string, int> Refused => _refused;

    /// <summary>How often a task was seen in a state.</summary>
    public IReadOnlyDictionary<TaskState, int> States => _states;

    /// <summary>Why tasks failed.</summary>
    public IReadOnlyDictionary<FailReason, int> Failures => _failures;

    /// <summary>One line for each kind of count.</summary>
    public override string ToString() =>
        string.Join(
            Environment.NewLine,
            $"made: {Join(_made)}",
            $"refused: {Join(_refused)}",
            $"states: {Join(_states)}",
            $"failures: {Join(_failures)}"
        );

    internal void Count(LedgerMove move, string? code)
    {
        if (code is not null)
        {
            Add(_refused, code);
            return;
        }

        Add(_made, move.GetType().Name);
        if (move is LedgerMove.Fail fail)
        {
            Add(_failures, fail.Reason);
        }
    }

    internal void Count(TaskState state) => Add(_states, state);

    private static void Add<TKey>(SortedDictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static string Join<TKey>(SortedDictionary<TKey, int> counts)
        where TKey : notnull =>
        string.Join(' ', counts.Select(static count => string.Create(CultureInfo.InvariantCulture, $"{count.Key}={count.Value}")));
}
