using System.Numerics;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Sessions;

/// <summary>The refusals of sessions; each method is named after the error in ISession.sol, which is also the code.</summary>
public static class SessionRefusals
{
    /// <summary>No session has this id.</summary>
    public static Refusal SessionNotFound(SessionId session) => new(nameof(SessionNotFound), $"There is no session {session}.");

    /// <summary>The call is not legal in this state. Bit n of <paramref name="allowed"/> stands for state n.</summary>
    public static Refusal SessionUnexpectedState(SessionId session, SessionState current, byte allowed) =>
        new(nameof(SessionUnexpectedState), $"Session {session} is {current}; the move needs {SessionStates.Describe(allowed)}.");

    /// <summary>Only the owner may do this.</summary>
    public static Refusal SessionCallerNotOwner(SessionId session, Address caller) =>
        new(nameof(SessionCallerNotOwner), $"{caller} does not own session {session}.");

    /// <summary>Only the SessionQueue may do this.</summary>
    public static Refusal SessionCallerNotQueue(Address caller) =>
        new(nameof(SessionCallerNotQueue), $"{caller} is not the session queue.");

    /// <summary>A field of the config is outside its range.</summary>
    public static Refusal SessionConfigInvalid(string field) =>
        new(nameof(SessionConfigInvalid), $"The session's '{field}' is outside its range.");

    /// <summary>A reserved value was asked for.</summary>
    public static Refusal SessionConfigReserved(string field) =>
        new(nameof(SessionConfigReserved), $"The session's '{field}' has a value that is reserved.");

    /// <summary>The submitter has neither the owner's signature nor enough allowance left in this epoch.</summary>
    public static Refusal SessionAllowanceExceeded(SessionId session, Address router, TokenAmount asked, TokenAmount left) =>
        new(
            nameof(SessionAllowanceExceeded),
            $"Router {router} may spend {left.ToCorString()} of session {session} in this epoch, not {asked.ToCorString()}."
        );

    /// <summary>The signature is not the owner's over this request.</summary>
    public static Refusal SessionAuthorityInvalid(SessionId session) =>
        new(nameof(SessionAuthorityInvalid), $"The signature is not that of the owner of session {session} over this request.");

    /// <summary>The signature has expired, unix seconds.</summary>
    public static Refusal SessionAuthorityExpired(SessionId session, ulong expiry) =>
        new(nameof(SessionAuthorityExpired), $"The signature for session {session} expired at {expiry}.");

    /// <summary>The nonce was used before.</summary>
    public static Refusal SessionAuthorityUsed(SessionId session, BigInteger nonce) =>
        new(nameof(SessionAuthorityUsed), $"Nonce {nonce} of session {session} was used before.");

    /// <summary>A withdrawal was requested: no new tasks until it is done or cancelled.</summary>
    public static Refusal SessionWithdrawing(SessionId session) =>
        new(nameof(SessionWithdrawing), $"A withdrawal from session {session} was requested: it takes no new tasks.");

    /// <summary>The node is not eligible for this session.</summary>
    public static Refusal SessionNodeNotEligible(SessionId session, Address node) =>
        new(nameof(SessionNodeNotEligible), $"Node {node} is not eligible for session {session}.");

    /// <summary>The node is already in the list.</summary>
    public static Refusal SessionNodeAlreadyListed(SessionId session, Address node) =>
        new(nameof(SessionNodeAlreadyListed), $"Node {node} is already in the list of session {session}.");

    /// <summary>The node list is full.</summary>
    public static Refusal SessionNodeListFull(SessionId session, ushort maxNodes) =>
        new(nameof(SessionNodeListFull), $"Session {session} lists its {maxNodes} nodes already.");

    /// <summary>The address does not hold the router role.</summary>
    public static Refusal SessionNotARouter(Address router) => new(nameof(SessionNotARouter), $"{router} does not hold the router role.");

    /// <summary>The session does not end before this unix second.</summary>
    public static Refusal SessionNotExpiredYet(SessionId session, ulong expiresAt) =>
        new(nameof(SessionNotExpiredYet), $"Session {session} does not end before {expiresAt}.");
}
