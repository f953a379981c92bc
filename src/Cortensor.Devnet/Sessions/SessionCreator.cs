using Cortensor.Node;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Devnet.Sessions;

/// <summary>Creates and funds a session in the name of its owner: the moves that any client makes.</summary>
internal sealed class SessionCreator(ISessionLedger sessions, IPaymentLedger payments)
{
    /// <exception cref="CodedException">The chain refused a move; the code is the contract's.</exception>
    public async Task<SessionId> FoundAsync(DevnetSessionSpec spec, Address router, CancellationToken cancellationToken)
    {
        (MoveResult created, SessionId session) = await sessions.CreateAsync(spec.ToConfig(), cancellationToken);
        Require(created, "create the session");
        // Money and allowance do not depend on each other: they go into the same block.
        await Task.WhenAll(
            RequireAsync(
                sessions.SetRouterAllowanceAsync(session, router, spec.AllowancePerEpoch, cancellationToken),
                "let the router spend"
            ),
            RequireAsync(payments.DepositAsync(session, spec.Deposit, cancellationToken), "put money into the session")
        );
        return session;
    }

    private static async Task RequireAsync(Task<MoveResult> move, string what) => Require(await move, what);

    private static void Require(MoveResult result, string what)
    {
        if (!result.Made)
        {
            throw new CodedException(ExitCodes.Refused, $"The chain refused to {what}: {result.Refusal.Message}", result.Refusal.Code);
        }
    }
}
