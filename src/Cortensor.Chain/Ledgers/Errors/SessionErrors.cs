using Cortensor.Primitives;
using Cortensor.Protocol.Sessions;
using static Cortensor.Chain.Bindings.SessionContract;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>The errors of sessions.</summary>
internal static class SessionErrors
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        KnownError.Of<SessionAllowanceExceeded>(e =>
            SessionRefusals.SessionAllowanceExceeded(Id(e.SessionId), e.Router, Amounts.Of(e.Asked), Amounts.Of(e.Left))
        ),
        KnownError.Of<SessionAuthorityExpired>(e => SessionRefusals.SessionAuthorityExpired(Id(e.SessionId), e.Expiry)),
        KnownError.Of<SessionAuthorityInvalid>(e => SessionRefusals.SessionAuthorityInvalid(Id(e.SessionId))),
        KnownError.Of<SessionAuthorityUsed>(e => SessionRefusals.SessionAuthorityUsed(Id(e.SessionId), e.Nonce)),
        KnownError.Of<SessionCallerNotOwner>(e => SessionRefusals.SessionCallerNotOwner(Id(e.SessionId), e.Caller)),
        KnownError.Of<SessionCallerNotQueue>(e => SessionRefusals.SessionCallerNotQueue(e.Caller)),
        KnownError.Of<SessionConfigInvalid>(e => SessionRefusals.SessionConfigInvalid(e.Field)),
        KnownError.Of<SessionConfigReserved>(e => SessionRefusals.SessionConfigReserved(e.Field)),
        KnownError.Of<SessionNodeAlreadyListed>(e => SessionRefusals.SessionNodeAlreadyListed(Id(e.SessionId), e.Node)),
        KnownError.Of<SessionNodeListFull>(e => SessionRefusals.SessionNodeListFull(Id(e.SessionId), (ushort)e.MaxNodes)),
        KnownError.Of<SessionNodeNotEligible>(e => SessionRefusals.SessionNodeNotEligible(Id(e.SessionId), e.Node)),
        KnownError.Of<SessionNotARouter>(e => SessionRefusals.SessionNotARouter(e.Router)),
        KnownError.Of<SessionNotExpiredYet>(e => SessionRefusals.SessionNotExpiredYet(Id(e.SessionId), e.ExpiresAt)),
        KnownError.Of<SessionNotFound>(e => SessionRefusals.SessionNotFound(Id(e.SessionId))),
        KnownError.Of<SessionUnexpectedState>(e =>
            SessionRefusals.SessionUnexpectedState(Id(e.SessionId), (SessionState)e.Current, e.Allowed)
        ),
        KnownError.Of<SessionWithdrawing>(e => SessionRefusals.SessionWithdrawing(Id(e.SessionId))),
    ];

    private static SessionId Id(ulong session) => new(session);
}
