using Cortensor.Storage;
using Cortensor.Storage.Blocks;
using Cortensor.Storage.Car;
using Cortensor.Storage.UnixFs;

namespace Cortensor.Tests.Storage.Car;

public sealed class CarTests
{
    private readonly MemoryBlockStore _blocks = new();

    [Fact]
    public async Task A_tree_travels_through_an_archive()
    {
        (Cid root, byte[] car) = await WriteAsync(Pattern.Bytes(1000));
        MemoryBlockStore other = new();
        Assert.Equal([root], await CarArchive.ImportAsync(new MemoryStream(car), other, default));
        using MemoryStream output = new();
        _ = await UnixFsExporter.ExportAsync(root, other, output, 1000, default);
        Assert.Equal(Pattern.Bytes(1000), output.ToArray());
    }

    [Fact]
    public async Task Blocks_come_depth_first_and_once()
    {
        // Ten equal leaves under width 3: [[A A A][A A A][A A A]] [[A]].
        (Cid root, byte[] car) = await WriteAsync(new byte[100]);
        CarReader reader = await CarReader.OpenAsync(new MemoryStream(car), default);
        List<Cid> order = [];
        await foreach (CarBlock block in reader.ReadBlocksAsync(default))
        {
            order.Add(block.Cid);
        }

        Assert.Equal(root, order[0]);
        Assert.Equal(order.Count, order.Distinct().Count());
        Assert.Equal(_blocks.Blocks.Count, order.Count);
        Assert.Equal(Cid.Of(CidCodec.Raw, new byte[10]), order[3]);
    }

    [Fact]
    public async Task An_archive_cut_or_changed_at_any_byte_is_refused()
    {
        (_, byte[] car) = await WriteAsync(Pattern.Bytes(40));
        HashSet<int> boundaries = await BoundariesAsync(car);
        for (int i = 0; i < car.Length; i++)
        {
            if (!boundaries.Contains(i))
            {
                await Assert.ThrowsAsync<InvalidDataException>(() =>
                    CarArchive.ImportAsync(new MemoryStream(car[..i]), new MemoryBlockStore(), default)
                );
            }

            byte[] changed = [.. car];
            changed[i] ^= 0x01;
            // A changed root names another block and is no damage by itself; whoever asked for the old root notices.
            IReadOnlyList<Cid>? roots = null;
            Exception? e = await Record.ExceptionAsync(async () =>
                roots = await CarArchive.ImportAsync(new MemoryStream(changed), new MemoryBlockStore(), default)
            );
            Assert.True(e is InvalidDataException || (e is null && !_blocks.Blocks.ContainsKey(roots!.Single())), $"Byte {i}: {e}");
        }
    }

    [Fact]
    public async Task A_huge_length_is_refused_before_memory_is_taken()
    {
        (_, byte[] car) = await WriteAsync([1]);
        byte[] hostile = [.. car, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];
        await Assert.ThrowsAsync<InvalidDataException>(() => CarArchive.ImportAsync(new MemoryStream(hostile), _blocks, default));
        byte[] endless = [.. car, .. Enumerable.Repeat((byte)0x80, 20)];
        await Assert.ThrowsAsync<InvalidDataException>(() => CarArchive.ImportAsync(new MemoryStream(endless), _blocks, default));
    }

    [Fact]
    public async Task A_missing_block_ends_the_export()
    {
        (Cid root, _) = await WriteAsync(Pattern.Bytes(100));
        Cid leaf = Cid.Of(CidCodec.Raw, Pattern.Bytes(100).AsSpan(50, 10));
        Assert.True(_blocks.Blocks.TryRemove(leaf, out _));
        Assert.Equal(
            leaf,
            (await Assert.ThrowsAsync<MissingBlockException>(() => CarArchive.ExportAsync(root, _blocks, Stream.Null, default))).Cid
        );
    }

    private async Task<(Cid Root, byte[] Car)> WriteAsync(byte[] bytes)
    {
        ImportedFile file = await UnixFsImporter.ImportAsync(new MemoryStream(bytes), _blocks, new UnixFsProfile(10, 3), default);
        using MemoryStream output = new();
        await CarArchive.ExportAsync(file.Cid, _blocks, output, default);
        return (file.Cid, output.ToArray());
    }

    /// <summary>Where a section ends: a cut there leaves a shorter, sound archive.</summary>
    private static async Task<HashSet<int>> BoundariesAsync(byte[] car)
    {
        using MemoryStream stream = new(car);
        HashSet<int> ends = [];
        CarReader reader = await CarReader.OpenAsync(stream, default);
        ends.Add((int)stream.Position);
        await foreach (CarBlock _ in reader.ReadBlocksAsync(default))
        {
            ends.Add((int)stream.Position);
        }

        return ends;
    }
}
