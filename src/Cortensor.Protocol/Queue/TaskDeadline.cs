namespace Cortensor.Protocol.Queue;

/// <summary>
/// A timeout move and the second after which it is legal: for the oracle after <paramref name="At"/>, for anyone after the grace.
/// </summary>
/// <param name="Move">The move.</param>
/// <param name="At">Unix seconds.</param>
/// <param name="Reason">For <see cref="TimeoutMove.Fail"/>, the reason to give.</param>
public sealed record TaskDeadline(TimeoutMove Move, ulong At, FailReason? Reason = null)
{
    /// <summary>Whether the move is legal at <paramref name="now"/> for the oracle, or for anyone.</summary>
    public bool IsDue(ulong now, bool isOracle, QueueParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return now > OpensTo(isOracle, parameters);
    }

    /// <summary>The last second at which the move is still refused to the oracle, or to anyone.</summary>
    public ulong OpensTo(bool isOracle, QueueParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return isOracle ? At : At + parameters.Grace;
    }
}
