using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc.Endpoints;

/// <summary>Who lags and who tells another chain, from what the endpoints say. Pure.</summary>
/// <remarks>What can be found out depends on their number: see docs/operate/chain.md.</remarks>
internal static class HeadVote
{
    /// <summary>
    /// The height that the others are measured by. With three or more it is the second highest, so that one endpoint that boasts cannot
    /// make the others look late; with two the higher one is believed.
    /// </summary>
    public static ulong Reference(IReadOnlyCollection<ulong> heads)
    {
        ulong[] falling = [.. heads.OrderDescending()];
        return falling.Length >= 3 ? falling[1] : falling[0];
    }

    /// <summary>Whether a head is too far behind.</summary>
    public static bool IsLagging(ulong head, ulong reference, int maxLag) => head + (ulong)maxLag < reference;

    /// <summary>
    /// The block that most endpoints tell at one height. On a tie the block of those who kept the earlier agreement wins, then that of the
    /// endpoint which the operator named first.
    /// </summary>
    /// <param name="told">What each endpoint tells, in the operator's order; null for one that did not answer.</param>
    /// <param name="keptAnchor">Whether each still tells the block that was agreed on before.</param>
    /// <returns>Null when nobody answered.</returns>
    public static Hash32? Winner(IReadOnlyList<Hash32?> told, IReadOnlyList<bool> keptAnchor)
    {
        (Hash32? winner, (int Votes, int Kept) best) = (null, default);
        foreach (Hash32 candidate in told.OfType<Hash32>().Distinct())
        {
            int[] voters = [.. Enumerable.Range(0, told.Count).Where(index => told[index] == candidate)];
            (int Votes, int Kept) count = (voters.Length, voters.Count(index => keptAnchor[index]));
            if (winner is null || count.CompareTo(best) > 0)
            {
                (winner, best) = (candidate, count);
            }
        }

        return winner;
    }
}
