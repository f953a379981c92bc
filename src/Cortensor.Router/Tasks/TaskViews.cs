using Cortensor.Api.Native;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Router.Endpoints;

namespace Cortensor.Router.Tasks;

/// <summary>Tasks as the API shows them: the chain's facts, and the texts from the store.</summary>
internal sealed class TaskViews(IPayloadStore store, AnswerDistances distances)
{
    public async Task<TaskDetails> OfAsync(QueueTask task, NetworkSnapshot network, CancellationToken cancellationToken)
    {
        TaskState state = TaskStates.Of(task, network.Parameters);
        SortedDictionary<byte, string> texts = [];
        for (byte slot = 0; slot < task.Slots.Length; slot++)
        {
            Hash32 digest = task.Slots[slot].ResultDigest;
            if (!digest.IsZero && await ResultAsync(digest, cancellationToken) is { } result)
            {
                texts.Add(slot, result.Text);
            }
        }

        IReadOnlyDictionary<byte, double> apart = await distances.OfAsync(task, texts, cancellationToken);
        return new TaskDetails(
            task.Key.Session.Value,
            task.Key.Task.Value,
            (int)state,
            state.ToString(),
            Verdicts.Of(network, task.Key),
            task.Failure?.ToString(),
            [.. task.Slots.Select(static slot => slot.Miner)],
            task.CreatedAt,
            task.Outcome is null || task.Steps.IsEmpty ? null : task.Steps[^1].Timestamp,
            RawCid.Format(task.RequestDigest),
            AcceptedCid(task),
            task.Ceiling,
            task.Charged,
            task.InputPrice,
            task.OutputPrice,
            new TaskResults([.. texts.Keys.Select(slot => task.Slots[slot].Miner)], [.. texts.Values]),
            [
                .. task.Slots.Select(
                    (slot, index) => SlotOf(task, slot, index, apart.TryGetValue((byte)index, out double distance) ? distance : null)
                ),
            ],
            [.. task.Steps.Select(static step => new TaskStepView(step.Move, step.Transaction, step.Block, step.Timestamp))]
        )
        {
            ClientReference = ClientReferences.Text(task.ClientReference),
        };
    }

    private static TaskSlotView SlotOf(QueueTask task, TaskSlot slot, int index, double? distance)
    {
        uint bit = 1u << index;
        string state =
            (task.Committed & bit) != 0 ? "committed"
            : (task.Open & bit) == 0 ? "closed"
            : (task.Precommitted & bit) != 0 ? "precommitted"
            : (task.Acked & bit) != 0 ? "acked"
            : "asked";
        return new TaskSlotView(
            index,
            slot.Miner,
            state,
            task.Outcome == TaskState.Completed ? (task.Accepted & bit) != 0 : null,
            distance,
            slot.ResultDigest.IsZero ? null : RawCid.Format(slot.ResultDigest),
            slot.PromptTokens,
            slot.OutputTokens,
            slot.Paid,
            Unless(slot.PrecommitTransaction),
            Unless(slot.CommitTransaction)
        );
    }

    private static string? AcceptedCid(QueueTask task)
    {
        for (int index = 0; index < task.Slots.Length; index++)
        {
            if ((task.Accepted & (1u << index)) != 0)
            {
                return RawCid.Format(task.Slots[index].ResultDigest);
            }
        }

        return null;
    }

    private static Hash32? Unless(Hash32 transaction) => transaction.IsZero ? null : transaction;

    private async Task<ResultObject?> ResultAsync(Hash32 digest, CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetAsync(digest, cancellationToken) is { } bytes ? ResultObject.Decode(bytes) : null;
        }
        catch (Exception exception) when (exception is CanonicalJsonException or InvalidDataException)
        {
            return null; // A damaged block is reported by the store; the chain's facts are shown all the same.
        }
    }
}
