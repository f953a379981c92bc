using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Cli.Commands.Sessions;
using Cortensor.Node;
using Cortensor.Primitives;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Cli.Network;

/// <summary>What the contracts say of a session's money now.</summary>
internal static class SessionBooks
{
    /// <summary>The session must exist and belong to the key that acts: said before a transaction is paid for.</summary>
    /// <exception cref="CodedException">It does not.</exception>
    public static async Task RequireOwnAsync(NetworkAccess network, SessionId session, CancellationToken cancellationToken)
    {
        Address sessions = network.Book.AddressOf(ContractNames.Session);
        ulong count = await network.Client.QueryAsync(
            sessions,
            new SessionContract.SessionCountCall(),
            cancellationToken: cancellationToken
        );
        if (session.Value == 0 || session.Value > count)
        {
            throw new CodedException(ExitCodes.Refused, $"There is no session {session}; the network has {count}.", "session_not_found");
        }

        Address owner = await network.Client.QueryAsync(
            sessions,
            new SessionContract.OwnerOfCall(session.Value),
            cancellationToken: cancellationToken
        );
        if (owner != network.Ledgers.Actor)
        {
            throw new CodedException(
                ExitCodes.Refused,
                $"Session {session} belongs to {owner}, not to {network.Ledgers.Actor}.",
                "session_forbidden"
            );
        }
    }

    public static async Task<SessionMoneyReport> ReadAsync(
        NetworkAccess network,
        SessionId session,
        TokenAmount moved,
        Hash32? transaction,
        CancellationToken cancellationToken
    )
    {
        Address payment = network.Book.AddressOf(ContractNames.SessionPayment);
        SessionPaymentContract.SessionBalanceResult balance = await network.Client.QueryAsync(
            payment,
            new SessionPaymentContract.SessionBalanceCall(session.Value),
            cancellationToken: cancellationToken
        );
        ulong from = await network.Client.QueryAsync(
            payment,
            new SessionPaymentContract.WithdrawNotBeforeCall(session.Value),
            cancellationToken: cancellationToken
        );
        byte state = await network.Client.QueryAsync(
            network.Book.AddressOf(ContractNames.Session),
            new SessionContract.StateCall(session.Value),
            cancellationToken: cancellationToken
        );
        return new SessionMoneyReport(
            session.Value,
            ((SessionState)state).ToString(),
            moved,
            new TokenAmount((UInt128)balance.Free),
            new TokenAmount((UInt128)balance.Reserved),
            from == 0 ? null : DateTimeOffset.FromUnixTimeSeconds((long)from),
            transaction
        );
    }

    public static void Write(CliConsole console, SessionMoneyReport report, string sentence, bool json)
    {
        if (json)
        {
            console.WriteJson(report, CliJson.Default.SessionMoneyReport);
        }
        else
        {
            console.WriteLine(
                $"{sentence} Session {report.SessionId} is {report.State} and holds {report.Free.ToCorString()} free, {report.Reserved.ToCorString()} reserved."
            );
        }
    }
}
