namespace Cortensor.Storage.Blocks;

/// <summary>A block that a tree names is not in the store.</summary>
/// <param name="cid">The block.</param>
public sealed class MissingBlockException(Cid cid) : IOException($"The block {cid} is not in the store.")
{
    /// <summary>The block.</summary>
    public Cid Cid { get; } = cid;
}
