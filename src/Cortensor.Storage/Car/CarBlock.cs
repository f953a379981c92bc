namespace Cortensor.Storage.Car;

/// <summary>A block in an archive, checked against its CID.</summary>
/// <param name="Cid">Its name.</param>
/// <param name="Bytes">Its bytes.</param>
public sealed record CarBlock(Cid Cid, ReadOnlyMemory<byte> Bytes);
