using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Miner.Queue;

/// <summary>Whether the miner's account pays for the bond of a slot.</summary>
internal enum BondFunding
{
    /// <summary>It does.</summary>
    Covered,

    /// <summary>It would, were there not the bonds of other tasks.</summary>
    Locked,

    /// <summary>It does not, whatever comes back.</summary>
    Missing,
}

/// <inheritdoc cref="BondFunding"/>
internal static class BondFundings
{
    public static BondFunding Of(QueueTask task, NetworkSnapshot snapshot, Address miner)
    {
        if (task.Redundancy == 1 && snapshot.Sessions[task.Key.Session].Config.Proof == ProofKind.None)
        {
            return BondFunding.Covered; // delivered and paid in one move, which locks nothing
        }

        TokenAmount bond = Pricing.Bond(task);
        TokenAmount held = snapshot.AccountBalances.GetValueOrDefault(miner);
        return held >= bond ? BondFunding.Covered
            : held + Locked(snapshot, miner) >= bond ? BondFunding.Locked
            : BondFunding.Missing;
    }

    private static TokenAmount Locked(NetworkSnapshot snapshot, Address miner)
    {
        TokenAmount locked = TokenAmount.Zero;
        foreach (TaskKey key in snapshot.OpenTasks)
        {
            QueueTask task = snapshot.Tasks[key];
            for (int slot = 0; slot < task.Slots.Length; slot++)
            {
                if ((task.Open & task.Precommitted & (1u << slot)) != 0 && task.Slots[slot].Miner == miner)
                {
                    locked += task.Slots[slot].Bond;
                }
            }
        }

        return locked;
    }
}
