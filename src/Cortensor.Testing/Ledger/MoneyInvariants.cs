using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Ledger;

/// <summary>Money to the wei (protocol sections 4 and 8).</summary>
internal static class MoneyInvariants
{
    public static void Check(ChainState state)
    {
        QueueTask[] open = [.. state.Network.OpenTasks.Select(key => state.Network.Tasks[key])];
        foreach ((SessionId session, SessionBalance balance) in state.Network.SessionBalances)
        {
            TokenAmount ceilings = Sum(open.Where(task => task.Key.Session == session).Select(static task => task.Ceiling));
            KitFailure.Unless(
                balance.Reserved == ceilings,
                $"Session {session} holds {balance.Reserved} wei reserved, its open tasks need {ceilings}."
            );
        }

        TokenAmount held =
            Sum(state.Wallets.Values)
            + Sum(state.Network.SessionBalances.Values.Select(static balance => balance.Free + balance.Reserved))
            + Sum(state.Network.AccountBalances.Values)
            + Sum(open.SelectMany(BondsOf));
        KitFailure.Unless(held == state.Minted, $"{held} wei are accounted for, {state.Minted} were minted.");
    }

    private static IEnumerable<TokenAmount> BondsOf(QueueTask task) =>
        task.Slots.Where((_, slot) => (task.Open & task.Precommitted & (1u << slot)) != 0).Select(static slot => slot.Bond);

    private static TokenAmount Sum(IEnumerable<TokenAmount> amounts) =>
        amounts.Aggregate(TokenAmount.Zero, static (sum, amount) => sum + amount);
}
