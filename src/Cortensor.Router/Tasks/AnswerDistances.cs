using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Proofs.Inference;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Tasks;

/// <summary>
/// How far the answers of an ended task are from each other, computed here for display with the rule the oracle judges by. The verdict is
/// the chain's; a router without an embedding model shows no distances.
/// </summary>
internal sealed class AnswerDistances(IEmbedder? embedder = null)
{
    private const int Remembered = 512;
    private static readonly IReadOnlyDictionary<byte, double> Nothing = new Dictionary<byte, double>();

    private readonly Lock _lock = new();
    private readonly Dictionary<TaskKey, IReadOnlyDictionary<byte, double>> _known = [];
    private readonly Queue<TaskKey> _order = new();

    /// <summary>Median distance to the others by slot; empty while the task runs and when there is nothing to compare.</summary>
    /// <param name="task">The task.</param>
    /// <param name="texts">The committed texts by slot.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<byte, double>> OfAsync(
        QueueTask task,
        IReadOnlyDictionary<byte, string> texts,
        CancellationToken cancellationToken
    )
    {
        if (embedder is null || task.Outcome is null || texts.Count < 2)
        {
            return Nothing;
        }

        lock (_lock)
        {
            if (_known.TryGetValue(task.Key, out IReadOnlyDictionary<byte, double>? known))
            {
                return known;
            }
        }

        List<AgreementAnswer> answers = [];
        foreach ((byte slot, string text) in texts)
        {
            answers.Add(new AgreementAnswer(slot, text, await embedder.EmbedWindowsAsync(text, cancellationToken)));
        }
        // The distance does not depend on the threshold, so neither on the temperature.
        AgreementVerdict verdict = Agreement.Judge(task, answers, [], AgreementThresholds.For(embedder.Id, temperature: 0));
        Dictionary<byte, double> distances = verdict.Slots.ToDictionary(static slot => slot.Slot, static slot => slot.Centrality);
        Remember(task.Key, distances);
        return distances;
    }

    private void Remember(TaskKey task, IReadOnlyDictionary<byte, double> distances)
    {
        lock (_lock)
        {
            if (!_known.TryAdd(task, distances))
            {
                return;
            }

            _order.Enqueue(task);
            if (_order.Count > Remembered)
            {
                _ = _known.Remove(_order.Dequeue());
            }
        }
    }
}
