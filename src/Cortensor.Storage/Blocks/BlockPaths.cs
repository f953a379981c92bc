using Cortensor.Primitives;
using Cortensor.Storage.Files;

namespace Cortensor.Storage.Blocks;

/// <summary>Where a block store keeps what: <c>ab/ab12…</c> for blocks, <c>tmp/</c> for what is being written, <c>lock</c>.</summary>
internal sealed class BlockPaths(string root)
{
    private readonly string _temporary = Path.Combine(root, "tmp");

    public string Lock { get; } = Path.Combine(root, "lock");

    public static int Shard(Hash32 digest)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        digest.CopyTo(bytes);
        return bytes[0];
    }

    public string Block(Hash32 digest)
    {
        string name = digest.ToString()[2..];
        return Path.Combine(root, name[..2], name);
    }

    public string Temporary(long number) => Path.Combine(_temporary, $"{number}");

    public void CreateDirectories(int shards, IDurableFiles files)
    {
        try
        {
            _ = Directory.CreateDirectory(_temporary);
            for (int shard = 0; shard < shards; shard++)
            {
                _ = Directory.CreateDirectory(Path.Combine(root, $"{shard:x2}"));
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }

        files.FlushDirectory(root);
    }

    /// <summary>Deletes what a crash left half written; only its owner may call this.</summary>
    public int SweepTemporaries()
    {
        int swept = 0;
        foreach (string path in Directory.EnumerateFiles(_temporary))
        {
            File.Delete(path);
            swept++;
        }

        return swept;
    }
}
