using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Protocol.Sessions;

/// <summary>Nobody spends a session's money without its owner (protocol section 3; order of checks: decision 0001, submit (a)).</summary>
public static class SessionAuthority
{
    /// <summary>Check, and use up, the authority for one task.</summary>
    public static Ruling<Authorization> Authorize(AuthorityFacts? facts, TaskSubmission submission, MoveContext context)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (facts is null)
        {
            return SessionRefusals.SessionNotFound(submission.Task.Session);
        }

        SessionInfo session = facts.Session;
        if (session.State != SessionState.Active)
        {
            return SessionRefusals.SessionUnexpectedState(session.Id, session.State, SessionStates.Bit(SessionState.Active));
        }

        if (session.WithdrawNotBefore != 0)
        {
            return SessionRefusals.SessionWithdrawing(session.Id);
        }

        return context.Caller == session.Owner ? new Authorization(session, Address.Zero, null)
            : !context.IsRouter ? SessionRefusals.SessionNotARouter(context.Caller)
            : submission.Authority.Signature.IsEmpty ? ByAllowance(session, submission, context)
            : BySignature(facts, submission.Authority, context);
    }

    private static Ruling<Authorization> BySignature(AuthorityFacts facts, TaskAuthority authority, MoveContext context)
    {
        SessionInfo session = facts.Session;
        return context.Now > authority.Expiry ? SessionRefusals.SessionAuthorityExpired(session.Id, authority.Expiry)
            : !facts.SignatureValid() ? SessionRefusals.SessionAuthorityInvalid(session.Id)
            : facts.NonceUsed() ? SessionRefusals.SessionAuthorityUsed(session.Id, authority.Nonce)
            : new Authorization(session, context.Caller, authority.Nonce);
    }

    private static Ruling<Authorization> ByAllowance(SessionInfo session, TaskSubmission submission, MoveContext context)
    {
        TokenAmount left = SessionAllowances.Left(session, context.Caller, context.Now);
        return submission.MaxCost > left
            ? SessionRefusals.SessionAllowanceExceeded(session.Id, context.Caller, submission.MaxCost, left)
            : new Authorization(SessionAllowances.Spend(session, context.Caller, submission.MaxCost, context.Now), context.Caller, null);
    }
}
