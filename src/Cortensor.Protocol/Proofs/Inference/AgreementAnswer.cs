namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>One miner's answer as the agreement rule sees it.</summary>
/// <param name="Slot">Its slot in the task.</param>
/// <param name="Text">The text; compared by length and, where two miners gave the very same one, by equality.</param>
/// <param name="Windows">The text's embedding windows in order, each of norm 1 (<see cref="Protocol.Inference.IEmbedder"/>).</param>
public sealed record AgreementAnswer(byte Slot, string Text, IReadOnlyList<ReadOnlyMemory<float>> Windows);
