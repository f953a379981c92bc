namespace Cortensor.Protocol.Queue;

/// <summary>The queue's deadlines and limits, on-chain parameters of NetworkData. Seconds unless said otherwise (decision 0001).</summary>
/// <param name="AssignWindow">Time to assign miners.</param>
/// <param name="AckWindow">Time to ack, or precommit.</param>
/// <param name="PrecommitBase">Time to precommit on top of the generation time.</param>
/// <param name="MinTokensPerSecond">Slowest acceptable generation, tokens per second.</param>
/// <param name="CommitWindow">Time to commit.</param>
/// <param name="CompleteWindow">Time to complete.</param>
/// <param name="Grace">After a deadline the oracle goes first for this long, then anyone.</param>
/// <param name="MaxRounds">Assignment rounds.</param>
/// <param name="MaxTokensLimit">Longest answer a task may ask for, tokens.</param>
public sealed record QueueParameters(
    ushort AssignWindow,
    ushort AckWindow,
    ushort PrecommitBase,
    ushort MinTokensPerSecond,
    ushort CommitWindow,
    ushort CompleteWindow,
    ushort Grace,
    byte MaxRounds,
    uint MaxTokensLimit
)
{
    /// <summary>The values a new network starts with.</summary>
    public static QueueParameters Default { get; } = new(10, 5, 30, 8, 30, 60, 5, 3, 32_768);
}
