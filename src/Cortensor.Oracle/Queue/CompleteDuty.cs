using System.Diagnostics;
using Cortensor.Oracle.Verdicts;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Proofs.Inference;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Oracle.Queue;

/// <summary>
/// Ends tasks whose commits are in: judges the answers where the session asks for it, pays the miners that agree, refunds when none do.
/// </summary>
internal sealed class CompleteDuty(
    IQueueLedger ledger,
    ResultCollector collector,
    AgreementVerifier verifier,
    VerdictStore verdicts,
    IOptions<OracleOptions> options,
    OracleInstruments instruments,
    ILogger<CompleteDuty> logger
) : TaskDuty(ledger, options, instruments, logger)
{
    private readonly IOptions<OracleOptions> _options = options;
    private readonly OracleInstruments _instruments = instruments;

    public override string Name => "complete";

    protected override bool IsWanted(QueueTask task, NetworkSnapshot snapshot, bool isOracle) =>
        isOracle
        && TaskStates.HasCommits(task)
        && TaskStates.HasQuorum(task, task.Committed)
        && (task.Committed == task.Open || snapshot.Head.Timestamp > CommitPhase.Deadline(task, snapshot.Parameters));

    protected override async Task WorkAsync(QueueTask task, NetworkSnapshot snapshot, bool isOracle, CancellationToken cancellationToken)
    {
        if (!snapshot.Sessions.TryGetValue(task.Key.Session, out SessionInfo? session))
        {
            return;
        }

        if (session.Config.Proof == ProofKind.None)
        {
            await MoveAsync(task, snapshot, Name, () => Ledger.CompleteAsync(task.Key, task.Committed, cancellationToken));
            return;
        }

        Verdict? verdict =
            verdicts.Find(task.Key) is { } found && IsOf(found, task) ? found : await JudgeAsync(task, snapshot, cancellationToken);
        if (verdict is not null)
        {
            ActivityContext trace = collector.TraceOf(task);
            await (
                verdict.Agreed
                    ? MoveAsync(task, snapshot, Name, () => Ledger.CompleteAsync(task.Key, verdict.Accepted, cancellationToken), trace)
                    : MoveAsync(task, snapshot, "fail", () => Ledger.FailAsync(task.Key, FailReason.NoAgreement, cancellationToken), trace)
            );
        }
    }

    // A reorganised chain may hold other commits for the same task.
    private static bool IsOf(Verdict verdict, QueueTask task) =>
        verdict.Committed == task.Committed && verdict.Slots.All(slot => task.Slots[slot.Slot].ResultDigest == slot.ResultDigest);

    private async Task<Verdict?> JudgeAsync(QueueTask task, NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        IReadOnlyList<CollectedResult> results = await collector.CollectAsync(task, cancellationToken);
        int missing = results.Count(result => result.Fault == ResultFault.Unavailable);
        if (missing > 0 && MayStillCome(task, results, snapshot))
        {
            Postpone(task, snapshot);
            Log.ResultsMissing(Logger, task.Key.Session, task.Key.Task, missing);
            return null;
        }

        using Activity? span = TraceSources
            .Oracle.StartUnder(SpanNames.Verdict, collector.TraceOf(task), ActivityKind.Consumer)
            .About(task.Key);
        Verdict verdict = await verifier.JudgeAsync(task, results, snapshot.Head.Timestamp, cancellationToken);
        _ = span?.SetTag(SpanNames.Agreed, verdict.Agreed);
        verdicts.Keep(verdict);
        _instruments.Judged(verdict.Agreed);
        Log.Judged(Logger, task.Key.Session, task.Key.Task, verdict.Agreed, verdict.Accepted);
        foreach (SlotVerdict slot in verdict.Slots.Where(slot => !slot.Accepted))
        {
            Log.SlotRejected(Logger, task.Key.Session, task.Key.Task, slot.Slot, slot.Miner, slot.Reason);
        }

        return verdict;
    }

    /// <summary>
    /// Where those that are there make a quorum, their miners are not kept waiting for long. Where only the missing ones could make it one,
    /// a verdict would be a refund, which comes by itself when the complete window ends (<see cref="FailReason.NotCompleted"/>): until then
    /// the gateways may be back.
    /// </summary>
    private bool MayStillCome(QueueTask task, IReadOnlyList<CollectedResult> results, NetworkSnapshot snapshot)
    {
        if (
            !HasQuorum(task, results, static fault => fault == ResultFault.None)
            && HasQuorum(task, results, static fault => fault is ResultFault.None or ResultFault.Unavailable)
        )
        {
            return true;
        }

        ulong lastCommit = task
            .Steps.Where(step => step.Move is "commit" or "deliver")
            .Select(step => step.Timestamp)
            .DefaultIfEmpty(0UL)
            .Max();
        ulong since = lastCommit != 0 ? lastCommit : CommitPhase.Deadline(task, snapshot.Parameters);
        return snapshot.Head.Timestamp <= since + (ulong)_options.Value.MissingResultSeconds;
    }

    private static bool HasQuorum(QueueTask task, IReadOnlyList<CollectedResult> results, Func<ResultFault, bool> which) =>
        TaskStates.HasQuorum(
            task,
            results.Where(result => which(result.Fault)).Aggregate(0u, static (set, result) => set | (1u << result.Slot))
        );
}
