using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Storage;
using Cortensor.Storage.Blocks;
using Cortensor.Testing.Storage;
using Cortensor.Tests.Storage.Files;

namespace Cortensor.Tests.Storage.Blocks;

public sealed class FileBlockStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string> Checks => [.. PayloadStoreKit.Checks.Select(c => c.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_disk_keeps_the_contract(string name)
    {
        using FileBlockStore store = FileBlockStore.Open(_folder.Path);
        await PayloadStoreKit.Checks.Single(c => c.Name == name).RunAsync(store, CancellationToken.None);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_memory_keeps_the_contract(string name) =>
        await PayloadStoreKit.Checks.Single(c => c.Name == name).RunAsync(new MemoryPayloadStore(), CancellationToken.None);

    [Fact]
    public async Task The_nth_write_fails_when_told_to()
    {
        FailingPayloadStore store = new(new MemoryPayloadStore(), failAt: 2);
        _ = await store.PutAsync(new byte[] { 1 }, default);
        await Assert.ThrowsAsync<IOException>(async () => await store.PutAsync(new byte[] { 2 }, default));
        Assert.Null(await store.GetAsync(CanonicalJson.Digest([2]), default));
        Assert.NotNull(await store.GetAsync(await store.PutAsync(new byte[] { 3 }, default), default));
    }

    [Fact]
    public async Task Blocks_survive_a_restart_and_both_ports_see_them()
    {
        Cid cid;
        using (FileBlockStore store = FileBlockStore.Open(_folder.Path))
        {
            cid = await store.PutAsync(CidCodec.DagPb, new byte[] { 1, 2 }, default);
        }

        using FileBlockStore again = FileBlockStore.Open(_folder.Path);
        Assert.True(await again.HasAsync(cid, default));
        Assert.Equal([1, 2], (await again.GetAsync(cid, default))!.Value.ToArray());
        Assert.Equal([1, 2], (await again.GetAsync(cid.Digest, default))!.Value.ToArray());
    }

    [Fact]
    public async Task A_damaged_block_is_reported_and_healed_by_storing_it_again()
    {
        using FileBlockStore store = FileBlockStore.Open(_folder.Path);
        byte[] bytes = Pattern.Bytes(1000);
        Hash32 digest = await store.PutAsync(bytes, default);
        string path = Directory.EnumerateFiles(_folder.Path, digest.ToString()[2..], SearchOption.AllDirectories).Single();
        byte[] damaged = [.. bytes];
        damaged[500] ^= 1;
        foreach (byte[] content in new[] { damaged, bytes[..999], [] })
        {
            await File.WriteAllBytesAsync(path, content);
            await Assert.ThrowsAsync<InvalidDataException>(async () => await store.GetAsync(digest, default));
            Assert.Equal(digest, await store.PutAsync(bytes, default));
            Assert.Equal(bytes, (await store.GetAsync(digest, default))!.Value.ToArray());
        }
    }

    [Fact]
    public async Task A_block_over_two_MiB_is_refused()
    {
        using FileBlockStore store = FileBlockStore.Open(_folder.Path);
        Cid cid = await store.PutAsync(CidCodec.Raw, new byte[IBlockStore.MaxBlockBytes], default);
        Assert.True(await store.HasAsync(cid, default));
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await store.PutAsync(CidCodec.Raw, new byte[IBlockStore.MaxBlockBytes + 1], default)
        );
    }

    [Fact]
    public void A_second_owner_is_kept_out_until_the_first_is_gone()
    {
        using (FileBlockStore.Open(_folder.Path))
        {
            Assert.Throws<IOException>(() => FileBlockStore.Open(_folder.Path));
        }

        FileBlockStore.Open(_folder.Path).Dispose();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_failure_at_any_disk_operation_leaves_a_whole_block_or_none(bool kill, bool power)
    {
        const int maxOperations = 50;
        byte[][] blocks = [Pattern.Bytes(100), Pattern.Bytes(2000), Pattern.Bytes(100)];
        for (int failAt = 1; failAt <= maxOperations; failAt++)
        {
            CrashingFiles files = new(failAt, kill);
            List<Hash32> stored = [];
            try
            {
                using FileBlockStore store = FileBlockStore.Open(_folder[failAt], files);
                foreach (byte[] block in blocks)
                {
                    stored.Add(await store.PutAsync(block, default));
                }
            }
            catch (Exception e) when (e is KilledException or IOException) { }

            if (power)
            {
                files.LosePower();
            }

            if (!kill)
            {
                Assert.Empty(TemporaryFiles(failAt));
            }

            using (FileBlockStore again = FileBlockStore.Open(_folder[failAt]))
            {
                Assert.Empty(TemporaryFiles(failAt));
                foreach (byte[] block in blocks)
                {
                    Hash32 digest = CanonicalJson.Digest(block);
                    ReadOnlyMemory<byte>? found = await again.GetAsync(digest, default);
                    Assert.True(
                        found is not null || !stored.Contains(digest),
                        $"A stored block is lost after a failure at operation {failAt}."
                    );
                    Assert.True(found is null || found.Value.Span.SequenceEqual(block));
                }
            }

            if (!files.Failed)
            {
                return;
            }
        }

        Assert.Fail("The script never ran to its end.");
    }

    [Fact]
    public async Task Files_are_for_their_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        using FileBlockStore store = FileBlockStore.Open(_folder.Path);
        Hash32 digest = await store.PutAsync(new byte[] { 1 }, default);
        string path = Directory.EnumerateFiles(_folder.Path, digest.ToString()[2..], SearchOption.AllDirectories).Single();
#pragma warning disable CA1416 // Skipped above on the one platform without modes.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
#pragma warning restore CA1416
    }

    private IEnumerable<string> TemporaryFiles(int failAt) => Directory.EnumerateFiles(Path.Combine(_folder[failAt], "tmp"));
}
