using Cortensor.Storage;
using Cortensor.Storage.Blocks;
using Cortensor.Storage.UnixFs;

namespace Cortensor.Tests.Storage.UnixFs;

public sealed class UnixFsTests
{
    private static readonly UnixFsProfile Small = new(ChunkBytes: 10, Width: 3);
    private readonly MemoryBlockStore _blocks = new();

    [Theory]
    [InlineData(0, "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku")]
    [InlineData(1_048_577, "bafybeicsw5p5rjekcwdctutmsxgusbgkkuh4msjrtxk7oihad2q3qwmmce")]
    public async Task Known_bytes_have_their_known_names(int length, string expected)
    {
        ImportedFile file = await UnixFsImporter.ImportAsync(new MemoryStream(Pattern.Bytes(length)), _blocks, default);
        Assert.Equal(expected, file.Cid.ToString());
        Assert.Equal(length, file.Bytes);
    }

    [Fact]
    public async Task What_is_imported_is_exported_whatever_the_trees_shape()
    {
        foreach (int length in (int[])[0, 1, 9, 10, 11, 29, 30, 31, 89, 90, 91, 269, 270, 271, 5000])
        {
            byte[] bytes = Pattern.Bytes(length);
            ImportedFile file = await UnixFsImporter.ImportAsync(new Dribble(bytes), _blocks, Small, default);
            Assert.Equal(bytes, await ExportAsync(file.Cid, length));
            if (length > 0)
            {
                await Assert.ThrowsAsync<InvalidDataException>(() => ExportAsync(file.Cid, length - 1));
            }
        }
    }

    [Fact]
    public async Task A_missing_block_is_named()
    {
        ImportedFile file = await UnixFsImporter.ImportAsync(new MemoryStream(Pattern.Bytes(100)), _blocks, Small, default);
        Cid leaf = Cid.Of(CidCodec.Raw, Pattern.Bytes(100).AsSpan(50, 10));
        Assert.True(_blocks.Blocks.TryRemove(leaf, out _));
        Assert.Equal(leaf, (await Assert.ThrowsAsync<MissingBlockException>(() => ExportAsync(file.Cid, 100))).Cid);
    }

    [Theory]
    [InlineData(4UL, new ulong[] { 2, 2 })]
    [InlineData(3UL, new ulong[] { 2, 1 })]
    [InlineData(5UL, new ulong[] { 2, 1 })]
    [InlineData(4UL, new ulong[] { 2 })]
    [InlineData(ulong.MaxValue, new ulong[] { 2, ulong.MaxValue - 2 })]
    public async Task A_node_that_lies_about_sizes_is_refused(ulong fileSize, ulong[] blockSizes)
    {
        // In truth: 2 + 3 bytes.
        Cid a = await _blocks.PutAsync(CidCodec.Raw, new byte[2], default);
        Cid b = await _blocks.PutAsync(CidCodec.Raw, new byte[3], default);
        DagPbNode node = new([new DagPbLink(a, "", 2), new DagPbLink(b, "", 3)], new UnixFsFile(fileSize, blockSizes, default).Encode());
        Cid root = await _blocks.PutAsync(CidCodec.DagPb, node.Encode(), default);
        await Assert.ThrowsAsync<InvalidDataException>(() => ExportAsync(root, 1000));
    }

    [Fact]
    public async Task A_tree_without_end_of_levels_is_refused()
    {
        Cid cid = await _blocks.PutAsync(CidCodec.Raw, new byte[1], default);
        for (int i = 0; i < 40; i++)
        {
            DagPbNode node = new([new DagPbLink(cid, "", 1)], new UnixFsFile(1, [1], default).Encode());
            cid = await _blocks.PutAsync(CidCodec.DagPb, node.Encode(), default);
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => ExportAsync(cid, 1000));
    }

    [Fact]
    public async Task Every_cut_or_changed_node_is_refused_or_read_but_never_breaks_the_reader()
    {
        ImportedFile file = await UnixFsImporter.ImportAsync(new MemoryStream(Pattern.Bytes(30)), _blocks, Small, default);
        byte[] root = _blocks.Blocks[file.Cid];
        for (int i = 0; i < root.Length; i++)
        {
            byte[] changed = [.. root];
            changed[i] ^= 0x80;
            await AssertRefusedOrReadAsync(changed);
            await AssertRefusedOrReadAsync(root[..i]);
        }
    }

    private async Task AssertRefusedOrReadAsync(byte[] block)
    {
        Cid cid = await _blocks.PutAsync(CidCodec.DagPb, block, default);
        Exception? e = await Record.ExceptionAsync(() => ExportAsync(cid, 1000));
        Assert.True(e is null or InvalidDataException or MissingBlockException, $"Unexpected {e}");
    }

    private async Task<byte[]> ExportAsync(Cid cid, long maxBytes)
    {
        using MemoryStream output = new();
        long written = await UnixFsExporter.ExportAsync(cid, _blocks, output, maxBytes, default);
        Assert.Equal(output.Length, written);
        return output.ToArray();
    }

    /// <summary>A stream that gives a few bytes at a time, as sockets do.</summary>
    private sealed class Dribble(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(3, buffer.Length)], cancellationToken);
    }
}
