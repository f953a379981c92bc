using Cortensor.Storage.Blocks;

namespace Cortensor.Storage.UnixFs;

/// <summary>Builds a tree whose leaves all lie equally deep, from left to right, keeping at most one unfinished node per level.</summary>
internal sealed class BalancedTree(IBlockStore blocks, int width)
{
    private readonly List<List<ImportedFile>> _levels =
    [
        [],
    ];

    public Task AddLeafAsync(ImportedFile leaf, CancellationToken cancellationToken) => AddAsync(0, leaf, cancellationToken);

    public async Task<ImportedFile> FinishAsync(CancellationToken cancellationToken)
    {
        int level = 0;
        while (level < _levels.Count - 1 || _levels[level].Count > 1)
        {
            await CloseAsync(level++, cancellationToken);
        }

        return _levels[level][0];
    }

    private async Task AddAsync(int level, ImportedFile child, CancellationToken cancellationToken)
    {
        // A full node is closed only when one more child comes: a tree of exactly one full node has no level above it.
        if (_levels[level].Count == width)
        {
            await CloseAsync(level, cancellationToken);
        }

        _levels[level].Add(child);
    }

    private async Task CloseAsync(int level, CancellationToken cancellationToken)
    {
        List<ImportedFile> children = _levels[level];
        UnixFsFile file = new((ulong)children.Sum(static c => c.Bytes), [.. children.Select(static c => (ulong)c.Bytes)], default);
        DagPbNode node = new([.. children.Select(static c => new DagPbLink(c.Cid, string.Empty, (ulong)c.TreeBytes))], file.Encode());
        byte[] block = node.Encode();
        Cid cid = await blocks.PutAsync(CidCodec.DagPb, block, cancellationToken);
        ImportedFile parent = new(cid, (long)file.FileSize, block.Length + children.Sum(static c => c.TreeBytes));

        children.Clear();
        if (level + 1 == _levels.Count)
        {
            _levels.Add([]);
        }

        await AddAsync(level + 1, parent, cancellationToken);
    }
}
