using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Chain.Ledgers;

/// <summary>A node's own moves in the contract Iam.</summary>
public sealed class ChainIdentityLedger
{
    private readonly MoveSender _moves;
    private readonly Address _iam;

    internal ChainIdentityLedger(MoveSender moves, Address iam) => (_moves, _iam) = (moves, iam);

    /// <summary>In whose name the moves are made.</summary>
    public Address Actor => _moves.Actor;

    /// <summary>
    /// Ask for a role, or change the endpoint of one already held. Endpoints have 1 to 256 bytes, <c>-</c> for a node that only dials out.
    /// </summary>
    public Task<MoveResult> RegisterAsync(NodeRole role, string endpoint, CancellationToken cancellationToken) =>
        _moves.MoveAsync(_iam, new IamContract.RegisterCall((byte)role, endpoint), cancellationToken);

    /// <summary>Give a role back.</summary>
    public Task<MoveResult> LeaveAsync(NodeRole role, CancellationToken cancellationToken) =>
        _moves.MoveAsync(_iam, new IamContract.RevokeCall((byte)role, Actor), cancellationToken);

    /// <summary>Whether an account holds a role, asked from the node; snapshots know it too.</summary>
    public Task<bool> HasRoleAsync(NodeRole role, Address account, CancellationToken cancellationToken) =>
        _moves.Client.QueryAsync(_iam, new IamContract.HasRoleCall((byte)role, account), cancellationToken: cancellationToken);
}
