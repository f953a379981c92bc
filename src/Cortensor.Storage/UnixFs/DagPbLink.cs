namespace Cortensor.Storage.UnixFs;

/// <summary>A link of a dag-pb node.</summary>
/// <param name="Cid">The child.</param>
/// <param name="Name">Its name in a directory; empty in a file.</param>
/// <param name="TreeSize">Encoded bytes of the child and everything below it.</param>
internal sealed record DagPbLink(Cid Cid, string Name, ulong TreeSize);
