using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Oracle.Queue;

/// <summary>Whom the verifiable order asks next.</summary>
internal static class NextNodes
{
    /// <summary>
    /// The next nodes for the empty slots, those included that <paramref name="closing"/> leaves empty; none when every round or node is
    /// used.
    /// </summary>
    public static ImmutableArray<byte> Of(QueueTask task, Hash32 seed, NetworkSnapshot snapshot, uint closing)
    {
        if (task.Round >= snapshot.Parameters.MaxRounds || !snapshot.Sessions.TryGetValue(task.Key.Session, out SessionInfo? session))
        {
            return [];
        }

        int count = Math.Min(TaskStates.Vacancies(task with { Open = task.Open & ~closing }), TaskStates.MaxSlots - task.Slots.Length);
        return count <= 0 ? [] : MinerOrder.Next(seed, session, snapshot.Nodes, task, count);
    }
}
