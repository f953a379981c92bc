using System.Collections.Immutable;

namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>The oracle's verdict on a task's answers.</summary>
/// <param name="Slots">One entry for each slot that committed, in order.</param>
/// <param name="Accepted">Bitmap for <c>complete</c>; meaningful only with a quorum.</param>
/// <param name="HasQuorum">Whether enough answers agree; if not, the task fails with <see cref="Queue.FailReason.NoAgreement"/>.</param>
public sealed record AgreementVerdict(ImmutableArray<SlotAgreement> Slots, uint Accepted, bool HasQuorum);
