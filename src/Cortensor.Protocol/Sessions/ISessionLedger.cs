using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Sessions;

/// <summary>The moves of sessions, made in the name of <see cref="Actor"/>.</summary>
public interface ISessionLedger
{
    /// <summary>In whose name the moves are made.</summary>
    Address Actor { get; }

    /// <summary>Create a session. The id is set when the move was made.</summary>
    Task<(MoveResult Result, SessionId Session)> CreateAsync(SessionConfig config, CancellationToken cancellationToken);

    /// <summary>Add eligible nodes, and activate when there are enough.</summary>
    Task<MoveResult> FillAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Owner: add an eligible node to a dedicated session.</summary>
    Task<MoveResult> AddDedicatedNodeAsync(SessionId session, Address node, CancellationToken cancellationToken);

    /// <summary>Owner: take a node off the list.</summary>
    Task<MoveResult> RemoveDedicatedNodeAsync(SessionId session, Address node, CancellationToken cancellationToken);

    /// <summary>Owner: choose another router.</summary>
    Task<MoveResult> SetRouterAsync(SessionId session, Address router, CancellationToken cancellationToken);

    /// <summary>Owner: let a router spend per epoch without a signature per task.</summary>
    Task<MoveResult> SetRouterAllowanceAsync(SessionId session, Address router, TokenAmount perEpoch, CancellationToken cancellationToken);

    /// <summary>Owner: end the session.</summary>
    Task<MoveResult> CloseAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Anyone: end a session whose time is over.</summary>
    Task<MoveResult> ExpireAsync(SessionId session, CancellationToken cancellationToken);
}
