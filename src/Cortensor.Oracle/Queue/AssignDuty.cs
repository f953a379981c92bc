using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Oracle.Queue;

/// <summary>
/// Fills slots that no miner holds: of tasks without a router at once, of others when their router let the assign window pass.
/// </summary>
internal sealed class AssignDuty(
    IQueueLedger ledger,
    IOptions<OracleOptions> options,
    OracleInstruments instruments,
    ILogger<AssignDuty> logger,
    IBlockHashes? blocks = null
) : TaskDuty(ledger, options, instruments, logger)
{
    private readonly SeedHashes _hashes = new();

    public override string Name => "assign";

    public override Task OnSnapshotAsync(NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        _hashes.Observe(snapshot.Head);
        return base.OnSnapshotAsync(snapshot, cancellationToken);
    }

    protected override bool IsWanted(QueueTask task, NetworkSnapshot snapshot, bool isOracle) =>
        !TaskStates.HasCommits(task)
        && TaskStates.CanFill(task, snapshot.Parameters)
        // Late slots are the deadline keeper's: it closes and fills in one round.
        && LateSlots.Of(task, snapshot.Head.Timestamp) == 0
        && IsDue(task, snapshot, isOracle)
        && (!task.SelectionSeed.IsZero || snapshot.Head.Number > task.SeedBlock);

    protected override async Task WorkAsync(QueueTask task, NetworkSnapshot snapshot, bool isOracle, CancellationToken cancellationToken)
    {
        if (await SeedAsync(task, snapshot, cancellationToken) is not Hash32 seed)
        {
            return;
        }

        ImmutableArray<byte> nodes = NextNodes.Of(task, seed, snapshot, closing: 0);
        if (!nodes.IsEmpty)
        {
            await MoveAsync(task, snapshot, Name, () => Ledger.AssignAsync(task.Key, nodes, cancellationToken));
        }
    }

    private static bool IsDue(QueueTask task, NetworkSnapshot snapshot, bool isOracle) =>
        (task.Router.IsZero && isOracle)
        || TaskDeadlines.Due(task, snapshot.Parameters, snapshot.Head.Timestamp, isOracle).Any(due => due.Move == TimeoutMove.Assign);

    private async ValueTask<Hash32?> SeedAsync(QueueTask task, NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!task.SelectionSeed.IsZero)
        {
            return task.SelectionSeed;
        }

        bool isInReach = snapshot.Head.Number <= task.SeedBlock + SeedHashes.Reach;
        Hash32? hash = _hashes.Find(task.SeedBlock);
        if (hash is null && isInReach && blocks is not null)
        {
            // The view may go from one block to the third.
            hash = await blocks.FindAsync(task.SeedBlock, cancellationToken);
        }

        if (hash is Hash32 known)
        {
            return SelectionSeed.Of(known, task.RequestDigest, task.Key);
        }

        // Others may know the block; only when they let the window pass, or nobody can, is any order better than none.
        if (isInReach && snapshot.Head.Timestamp <= task.CreatedAt + snapshot.Parameters.AssignWindow)
        {
            Postpone(task, snapshot);
            return null;
        }

        Log.SeedMissed(Logger, task.Key.Session, task.Key.Task);
        return SelectionSeed.Of(snapshot.Head.Hash, task.RequestDigest, task.Key);
    }
}
