using System.Collections.Concurrent;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Proofs.Inference;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Tasks;

/// <summary>
/// How far each answer of a completed task is from the others, for people to look at: the same rule as the oracle's, computed again from the results. Empty
/// when the host brings no <see cref="IEmbedder"/>.
/// </summary>
internal sealed class AnswerDistances(IEnumerable<IEmbedder> embedders)
{
    private const int MostRemembered = 1_024;

    private static readonly IReadOnlyDictionary<byte, double> None = new Dictionary<byte, double>();

    private readonly IEmbedder? _embedder = embedders.FirstOrDefault();
    private readonly ConcurrentDictionary<TaskKey, IReadOnlyDictionary<byte, double>> _known = new();

    /// <summary>Distances by slot.</summary>
    /// <param name="task">The task.</param>
    /// <param name="texts">The answers there are, by slot.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async ValueTask<IReadOnlyDictionary<byte, double>> OfAsync(QueueTask task, IReadOnlyDictionary<byte, string> texts, CancellationToken cancellationToken)
    {
        if (_embedder is null || task.Outcome != TaskState.Completed || task.Redundancy == 1 || texts.Count < 2)
            return None;
        if (_known.TryGetValue(task.Key, out IReadOnlyDictionary<byte, double>? known))
            return known;
        List<AgreementAnswer> answers = [];
        foreach ((byte slot, string text) in texts.OrderBy(answer => answer.Key))
            answers.Add(new AgreementAnswer(slot, text, await _embedder.EmbedWindowsAsync(text, cancellationToken)));
        // The temperature moves only the threshold, which is not shown.
        AgreementVerdict verdict = Agreement.Judge(task, answers, [], AgreementThresholds.For(_embedder.Id, temperature: 0));
        Dictionary<byte, double> distances = verdict.Slots.ToDictionary(slot => slot.Slot, slot => slot.Centrality);
        if (_known.Count < MostRemembered)
            _ = _known.TryAdd(task.Key, distances);
        return distances;
    }
}
