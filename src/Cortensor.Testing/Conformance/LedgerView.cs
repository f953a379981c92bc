using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>The answer to a <see cref="LedgerQuestion"/>.</summary>
public sealed record LedgerView
{
    /// <summary>Tasks that exist.</summary>
    public ImmutableSortedDictionary<string, TaskView> Tasks { get; init; } = ImmutableSortedDictionary<string, TaskView>.Empty;

    /// <summary>Sessions that exist.</summary>
    public ImmutableSortedDictionary<string, SessionView> Sessions { get; init; } = ImmutableSortedDictionary<string, SessionView>.Empty;

    /// <summary>Accounts.</summary>
    public ImmutableSortedDictionary<string, AccountView> Accounts { get; init; } = ImmutableSortedDictionary<string, AccountView>.Empty;

    /// <summary>SessionPayment.accountBalance of the treasury, which every settlement moves.</summary>
    public TokenAmount Treasury { get; init; }

    /// <summary>The name of a task in a sight.</summary>
    public static string NameOf(TaskKey task) => $"task {task}";

    /// <summary>The name of a session in a sight.</summary>
    public static string NameOf(SessionId session) => $"session {session}";

    /// <summary>What differs, one line for each thing and side; empty when the sights are equal.</summary>
    public IEnumerable<string> DifferencesFrom(LedgerView other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return
        [
            .. Compare(Tasks, other.Tasks),
            .. Compare(Sessions, other.Sessions),
            .. Compare(Accounts, other.Accounts),
            .. Treasury == other.Treasury ? Array.Empty<string>() : [$"treasury\n  model:   {Treasury}\n  subject: {other.Treasury}"],
        ];
    }

    private static IEnumerable<string> Compare<T>(ImmutableSortedDictionary<string, T> left, ImmutableSortedDictionary<string, T> right)
        where T : class
    {
        foreach (string name in left.Keys.Union(right.Keys))
        {
            T? first = left.GetValueOrDefault(name);
            T? second = right.GetValueOrDefault(name);
            if (!Equals(first, second))
            {
                yield return $"{name}\n  model:   {first?.ToString() ?? "absent"}\n  subject: {second?.ToString() ?? "absent"}";
            }
        }
    }
}
