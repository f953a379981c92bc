using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>
/// Whether to spend a transaction on an ack. A precommit implies it, so a miner acks only when its answer will not be there within half the
/// ack window, and early enough for the ack to be in a block by the deadline.
/// </summary>
internal static class AckPolicy
{
    /// <param name="task">The task, assigned.</param>
    /// <param name="parameters">For the length of the window.</param>
    /// <param name="now">Chain time.</param>
    /// <param name="blockSeconds">Time between blocks as seen lately: the next look comes that much later.</param>
    /// <param name="waits">Whether the work has not begun, because it is queued or its request could not be had.</param>
    public static bool ShouldAck(QueueTask task, QueueParameters parameters, ulong now, ulong blockSeconds, bool waits)
    {
        if (now > task.AckDeadline)
        {
            return false;
        }

        ulong half = task.AckDeadline - (parameters.AckWindow / 2UL);
        return waits || now + blockSeconds >= half;
    }
}
