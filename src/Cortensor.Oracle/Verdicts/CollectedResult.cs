using Cortensor.Protocol.Proofs.Inference;

namespace Cortensor.Oracle.Verdicts;

/// <summary>A committed slot's result as far as it could be fetched.</summary>
internal sealed record CollectedResult(byte Slot, ResultFault Fault, string? Text);
