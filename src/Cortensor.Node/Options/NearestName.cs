namespace Cortensor.Node.Options;

/// <summary>What somebody may have meant.</summary>
internal static class NearestName
{
    /// <summary>The name that needs the fewest changed letters; null when none is near.</summary>
    public static string? Of(string written, IEnumerable<string> names) =>
        names
            .Select(name => (Name: name, Changes: Changes(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(near => near.Changes <= Math.Max(2, near.Name.Length / 3))
            .OrderBy(near => near.Changes)
            .ThenBy(near => near.Name, StringComparer.Ordinal)
            .Select(near => near.Name)
            .FirstOrDefault();

    // Levenshtein's distance with neighbours swapped as one change (optimal string alignment).
    private static int Changes(string from, string to)
    {
        int[,] cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                cost[i, j] =
                    i == 0 ? j
                    : j == 0 ? i
                    : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[from.Length, to.Length];
    }
}
