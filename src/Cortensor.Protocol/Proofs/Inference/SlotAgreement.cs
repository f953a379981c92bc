namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>What the rule says of one slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Accepted">Whether it is paid.</param>
/// <param name="Reason">Why.</param>
/// <param name="Centrality">Median distance to the others; 0 when there are none.</param>
public sealed record SlotAgreement(byte Slot, bool Accepted, AgreementReason Reason, double Centrality);
