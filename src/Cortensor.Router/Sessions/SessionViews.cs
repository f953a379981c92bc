using Cortensor.Api.Native;
using Cortensor.Crypto;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Router.Sessions;

/// <summary>Sessions as the API shows them.</summary>
internal sealed class SessionViews(ModelNames models, ISigner signer)
{
    public SessionView Of(SessionInfo session, NetworkSnapshot network)
    {
        SessionBalance balance = network.SessionBalances.GetValueOrDefault(session.Id, SessionBalance.Zero);
        SessionConfig config = session.Config;
        return new SessionView(
            session.Id.Value,
            config.Name,
            Word(session.State),
            session.Owner,
            session.Router,
            models.Find(config.ModelId)?.Value ?? config.ModelId.ToString(),
            Word(config.Mode),
            Word(config.Sla),
            Word(config.Proof),
            config.Settlement == SettlementKind.OnChain ? "on_chain" : "batched",
            config.Redundancy,
            [.. session.Nodes.Where(static node => !node.IsZero)],
            balance.Free,
            balance.Reserved,
            SessionAllowances.Left(session, signer.Address, network.Head.Timestamp),
            session.TaskCount,
            session.ExpiresAt
        );
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
