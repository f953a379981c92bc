using System.Collections.Immutable;
using System.Numerics;
using Cortensor.Protocol.Queue;

namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>
/// The agreement rule (protocol section 6.1): an answer is accepted when its median distance to the others is within the threshold. It sees
/// topic, not truth or negation: it ranks answers and triggers audits, it never slashes by itself.
/// </summary>
/// <remarks>
/// Two answers that disagree have no majority: there is no quorum, the task fails with NoAgreement and both get their bonds back. Bringing
/// in a third miner instead is a later step, for which the queue has no move yet.
/// </remarks>
public static class Agreement
{
    private const double OutlierDeviations = 3;

    /// <summary>Judges a task's answers.</summary>
    /// <param name="task">The task, for its redundancy and quorum.</param>
    /// <param name="answers">The answers that passed <see cref="ResultChecks"/>.</param>
    /// <param name="invalidSlots">Committed slots whose result did not pass: never accepted, never compared with.</param>
    /// <param name="thresholds">For the embedding model and the temperature.</param>
    public static AgreementVerdict Judge(
        QueueTask task,
        IReadOnlyList<AgreementAnswer> answers,
        IReadOnlyList<byte> invalidSlots,
        AgreementThresholds thresholds
    )
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(invalidSlots);
        ArgumentNullException.ThrowIfNull(thresholds);
        IEnumerable<SlotAgreement> judged =
            task.Redundancy == 1
                ? answers.Select(static answer => new SlotAgreement(answer.Slot, true, AgreementReason.Alone, 0))
                : Compare(answers, thresholds);
        ImmutableArray<SlotAgreement> slots =
        [
            .. judged
                .Concat(invalidSlots.Select(static slot => new SlotAgreement(slot, false, AgreementReason.InvalidResult, 0)))
                .OrderBy(static slot => slot.Slot),
        ];
        uint accepted = slots.Where(static slot => slot.Accepted).Aggregate(0u, static (bitmap, slot) => bitmap | (1u << slot.Slot));
        return new AgreementVerdict(slots, accepted, BitOperations.PopCount(accepted) >= TaskStates.Quorum(task));
    }

    private static IEnumerable<SlotAgreement> Compare(IReadOnlyList<AgreementAnswer> answers, AgreementThresholds thresholds)
    {
        double[] centralities = [.. answers.Select(answer => Centrality(answer, answers, thresholds))];
        if (centralities.Length == 0)
        {
            return [];
        }

        double median = Median(centralities);
        double spread = Median([.. centralities.Select(centrality => Math.Abs(centrality - median))]);
        return answers.Select(
            (answer, index) => Decide(answer.Slot, centralities[index], thresholds.Distance, median + (OutlierDeviations * spread))
        );
    }

    private static SlotAgreement Decide(byte slot, double centrality, double threshold, double outlierBound) =>
        centrality <= threshold ? new SlotAgreement(slot, true, AgreementReason.Agrees, centrality)
        : centrality > outlierBound ? new SlotAgreement(slot, false, AgreementReason.Outlier, centrality)
        : new SlotAgreement(slot, false, AgreementReason.Disputed, centrality);

    // One answer left of several has nobody to agree with: it keeps distance 0 and falls to the quorum.
    private static double Centrality(AgreementAnswer answer, IReadOnlyList<AgreementAnswer> answers, AgreementThresholds thresholds)
    {
        double[] distances =
        [
            .. answers.Where(other => other.Slot != answer.Slot).Select(other => AgreementDistance.Between(answer, other, thresholds)),
        ];
        return distances.Length == 0 ? 0 : Median(distances);
    }

    // The lower middle of an even number, not the mean of two: with three answers a mean would let one stray answer push out two that
    // agree. So read, a centrality is the distance within which enough others lie to make a quorum.
    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(sorted.Length - 1) / 2];
    }
}
