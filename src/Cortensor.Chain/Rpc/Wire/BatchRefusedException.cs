namespace Cortensor.Chain.Rpc.Wire;

/// <summary>
/// The endpoint answered a batch as a whole with a refusal: it takes no batches, or none of this size. None of it was carried out.
/// </summary>
internal sealed class BatchRefusedException(int size, string reason) : Exception($"A batch of {size} was refused: {reason}");
