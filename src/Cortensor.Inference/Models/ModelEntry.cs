using Cortensor.Primitives;

namespace Cortensor.Inference.Models;

/// <summary>A model of the catalogue.</summary>
/// <param name="Id">Its name everywhere.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="File">File name in caches and mirrors.</param>
/// <param name="Quantization">How its weights are stored.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Digest of the file.</param>
/// <param name="License">SPDX name of its licence.</param>
/// <param name="ContextTokens">Longest prompt and answer together that it was trained for.</param>
/// <param name="Url">Public address of the file; null when mirrors are the only source.</param>
/// <param name="Shipped">Whether the file comes with the program, so that it is always there.</param>
public sealed record ModelEntry(
    ModelId Id,
    ModelKind Kind,
    string Name,
    string File,
    string Quantization,
    long Bytes,
    Hash32 Sha256,
    string License,
    int ContextTokens,
    Uri? Url,
    bool Shipped = false
);
