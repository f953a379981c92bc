namespace Cortensor.Storage.UnixFs;

/// <summary>A file that was cut into blocks.</summary>
/// <param name="Cid">Its root.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="TreeBytes">Bytes of all its blocks together, repeated ones counted each time.</param>
public sealed record ImportedFile(Cid Cid, long Bytes, long TreeBytes);
