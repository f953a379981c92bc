using Cortensor.Primitives;

namespace Cortensor.Inference.Models;

/// <summary>A model file that is there and verified.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Path">Where the file is.</param>
/// <param name="Sha256">Its digest.</param>
/// <param name="Entry">Its catalogue entry; null for a file of the operator's own.</param>
public sealed record ResolvedModel(ModelId Id, string Path, Hash32 Sha256, ModelEntry? Entry);
