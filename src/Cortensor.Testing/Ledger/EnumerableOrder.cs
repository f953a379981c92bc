using System.Collections.Immutable;

namespace Cortensor.Testing.Ledger;

/// <summary>Order of the contracts' enumerable sets: a new member goes to the end, the last takes the place of one that leaves.</summary>
internal static class EnumerableOrder
{
    public static ImmutableList<T> Join<T>(ImmutableList<T> members, T member) => members.Contains(member) ? members : members.Add(member);

    public static ImmutableList<T> Leave<T>(ImmutableList<T> members, T member)
    {
        int index = members.IndexOf(member);
        return index < 0 ? members : members.SetItem(index, members[^1]).RemoveAt(members.Count - 1);
    }
}
