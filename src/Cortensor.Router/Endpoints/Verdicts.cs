using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Router.Endpoints;

/// <summary>What the chain says about an answer, in one word.</summary>
internal static class Verdicts
{
    public const string None = "none";
    public const string Pending = "pending";
    public const string Valid = "VALID";
    public const string Invalid = "INVALID";

    /// <summary>
    /// The word for a task; <c>none</c> for sessions without proof and for tasks that failed for another reason than the answers.
    /// </summary>
    public static string Of(NetworkSnapshot network, TaskKey key)
    {
        if (!network.Sessions.TryGetValue(key.Session, out SessionInfo? session) || session.Config.Proof == ProofKind.None)
        {
            return None;
        }

        QueueTask? task = network.Tasks.GetValueOrDefault(key);
        return task?.Outcome switch
        {
            null => Pending,
            TaskState.Completed => Valid,
            _ => task.Failure == FailReason.NoAgreement ? Invalid : None,
        };
    }
}
