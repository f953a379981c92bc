using Cortensor.Primitives;

namespace Cortensor.Inference.Models;

/// <summary>A file under a model's name, read anew.</summary>
/// <param name="Entry">What it should be.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Sha256">What it is; null when it cannot be read.</param>
public sealed record ModelCheck(ModelEntry Entry, string Path, Hash32? Sha256)
{
    /// <summary>Whether it is the model.</summary>
    public bool IsRight => Sha256 == Entry.Sha256;
}
