using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>What a worker's moves say on chain.</summary>
internal sealed class MoveCalls(TaskKey key, WorkerPorts ports, AnswerDesk answer)
{
    /// <summary>The call of a step that is a move, with everything it says read now.</summary>
    public Func<CancellationToken, Task<MoveResult>> Of(WorkerStep step, byte slot)
    {
        IQueueLedger ledger = ports.Ledger;
        StoredResult? result = answer.Stored;
        switch (step)
        {
            case WorkerStep.Ack:
                return token => ledger.AckAsync(key, slot, token);
            case WorkerStep.Decline:
                DeclineReason reason = answer.Refusal!.Reason;
                return token => ledger.DeclineAsync(key, slot, reason, token);
            case WorkerStep.Precommit:
                Hash32 commitment = answer.CommitmentOf(result!);
                return token => ledger.PrecommitAsync(key, slot, commitment, token);
            case WorkerStep.Commit:
                Hash32 salt = ports.Identity.SaltOf(key);
                return token => ledger.CommitAsync(key, slot, result!.Digest, salt, result.PromptTokens, result.OutputTokens, token);
            case WorkerStep.Deliver:
                return token => ledger.DeliverAsync(key, slot, result!.Digest, result.PromptTokens, result.OutputTokens, token);
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, null);
        }
    }
}
