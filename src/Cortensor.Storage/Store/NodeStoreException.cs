using Cortensor.Protocol.Storage;

namespace Cortensor.Storage.Store;

/// <summary>A store that must not be used as it is, by code.</summary>
/// <param name="code">One of <see cref="NodeStoreCodes"/>.</param>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">What it came from.</param>
public sealed class NodeStoreException(string code, string message, Exception? inner = null) : StorageUnusableException(message, inner)
{
    /// <summary>One of <see cref="NodeStoreCodes"/>.</summary>
    public string Code => code;

    internal static NodeStoreException Damaged(string path, string what, Exception? inner = null) =>
        new(
            NodeStoreCodes.Damaged,
            $"'{path}' is damaged: {what}. Check the disk, keep a copy of it and of its log (-wal), then restore both or move both away; results that only it holds are lost with their bonds.",
            inner
        );
}
