using System.Text.Json;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Proofs.Inference;
using Cortensor.Protocol.Queue;

namespace Cortensor.Oracle.Verdicts;

/// <summary>Applies the agreement rule to collected results (protocol section 6.1).</summary>
internal sealed class AgreementVerifier(ResultCollector collector, IEmbedder embedder)
{
    /// <summary>The verdict on what was collected; what is missing counts as not given.</summary>
    public async Task<Verdict> JudgeAsync(
        QueueTask task,
        IReadOnlyList<CollectedResult> results,
        ulong now,
        CancellationToken cancellationToken
    )
    {
        CollectedResult[] valid = [.. results.Where(result => result.Fault == ResultFault.None)];
        bool compares = task.Redundancy > 1 && valid.Length > 1;
        List<AgreementAnswer> answers = [];
        foreach (CollectedResult result in valid)
        {
            answers.Add(
                new AgreementAnswer(
                    result.Slot,
                    result.Text!,
                    compares ? await embedder.EmbedWindowsAsync(result.Text!, cancellationToken) : []
                )
            );
        }

        // Without the request the stricter threshold, that of greedy answers, holds.
        double temperature = compares ? await collector.TemperatureAsync(task, cancellationToken) ?? 0 : 0;
        AgreementThresholds thresholds = AgreementThresholds.For(embedder.Id, temperature);
        AgreementVerdict verdict = Agreement.Judge(
            task,
            answers,
            [.. results.Where(result => result.Fault != ResultFault.None).Select(result => result.Slot)],
            thresholds
        );
        Dictionary<byte, ResultFault> faults = results.ToDictionary(result => result.Slot, result => result.Fault);
        return new Verdict(
            task.Key,
            task.Committed,
            verdict.Accepted,
            verdict.HasQuorum,
            compares ? embedder.Id : null,
            compares ? thresholds.Distance : null,
            now,
            [.. verdict.Slots.Select(slot => Describe(task, slot, faults[slot.Slot]))]
        );
    }

    private static SlotVerdict Describe(QueueTask task, SlotAgreement slot, ResultFault fault)
    {
        string reason = fault == ResultFault.None ? slot.Reason.ToString() : fault.ToString();
        return new SlotVerdict(
            slot.Slot,
            task.Slots[slot.Slot].Miner,
            task.Slots[slot.Slot].ResultDigest,
            slot.Accepted,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(reason),
            slot.Reason is AgreementReason.Alone or AgreementReason.InvalidResult ? null : slot.Centrality
        );
    }
}
