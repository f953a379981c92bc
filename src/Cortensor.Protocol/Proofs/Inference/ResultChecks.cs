using Cortensor.Protocol.Queue;

namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>
/// Whether a committed result is what the chain says it is, before any answers are compared. A slot with a fault is not accepted.
/// </summary>
public static class ResultChecks
{
    /// <summary>The first fault, or <see cref="ResultFault.None"/>.</summary>
    /// <param name="task">The task.</param>
    /// <param name="slot">The slot that committed.</param>
    /// <param name="claims">What its result object says; null when there is none to be had.</param>
    public static ResultFault Check(QueueTask task, byte slot, ResultClaims? claims)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (slot >= task.Slots.Length || (task.Committed & (1u << slot)) == 0)
        {
            return ResultFault.NotCommitted;
        }

        TaskSlot committed = task.Slots[slot];
        return claims is null ? ResultFault.Unavailable
            : claims.Digest != committed.ResultDigest ? ResultFault.WrongDigest
            : claims.Task != task.Key ? ResultFault.WrongTask
            : claims.Miner is { } miner && miner != committed.Miner ? ResultFault.WrongMiner
            : (claims.PromptTokens, claims.OutputTokens) != (committed.PromptTokens, committed.OutputTokens) ? ResultFault.WrongCounts
            : claims.OutputTokens > task.MaxTokens ? ResultFault.TooManyTokens
            : claims.Text is null ? ResultFault.NoText
            : ResultFault.None;
    }
}
