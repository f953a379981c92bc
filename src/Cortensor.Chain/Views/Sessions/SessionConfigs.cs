using Cortensor.Chain.Bindings;
using Cortensor.Primitives;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Chain.Views.Sessions;

/// <summary>A new session as its event tells it.</summary>
internal static class SessionConfigs
{
    public static SessionInfo ToSession(SessionContract.SessionCreated created) =>
        new()
        {
            Id = new SessionId(created.SessionId),
            Owner = created.Owner,
            Router = created.Router,
            Config = ToConfig(created.Config),
        };

    private static SessionConfig ToConfig(SessionContract.SessionConfig config) =>
        checked(
            new SessionConfig
            {
                Name = config.Name,
                MetadataCid = config.MetadataCid,
                ModelId = config.ModelId,
                Mode = (SessionMode)config.Mode,
                Sla = (Sla)config.Sla,
                MinNodes = (ushort)config.MinNodes,
                MaxNodes = (ushort)config.MaxNodes,
                Redundancy = config.Redundancy,
                Validators = config.Validators,
                ReserveNodes = config.ReserveNodes,
                ReservePeriod = (uint)config.ReservePeriod,
                MaxTasksPerNode = (uint)config.MaxTasksPerNode,
                Settlement = (SettlementKind)config.Settlement,
                Proof = (ProofKind)config.Proof,
                Privacy = (Privacy)config.Privacy,
                IsPublic = config.IsPublic,
                MaxPricePer1kInput = new TokenAmount(config.MaxPricePer1kInput),
                MaxPricePer1kOutput = new TokenAmount(config.MaxPricePer1kOutput),
            }
        );
}
