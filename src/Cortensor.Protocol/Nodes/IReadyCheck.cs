namespace Cortensor.Protocol.Nodes;

/// <summary>
/// One question about whether a node can do its work now. Roles and the host bring theirs; the node's ready answer asks them all.
/// </summary>
public interface IReadyCheck
{
    /// <summary>What is looked at, in one stable word: <c>chain</c>, <c>gas</c>, <c>engine</c>.</summary>
    string Name { get; }

    /// <summary>Looks. Quick: it is asked on every probe of a load balancer.</summary>
    ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken);
}
