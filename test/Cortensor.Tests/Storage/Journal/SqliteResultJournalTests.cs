using Cortensor.Primitives;
using Cortensor.Storage.Journal;
using Cortensor.Storage.Store;
using Cortensor.Testing.Storage;
using Cortensor.Tests.Storage.Store;
using Cortensor.Tests.StoreWriter;

namespace Cortensor.Tests.Storage.Journal;

public sealed class SqliteResultJournalTests : IDisposable
{
    private readonly StoreBox _box = new();

    public static TheoryData<string> Checks => [.. ResultJournalKit.Checks.Select(c => c.Name)];

    public void Dispose() => _box.Dispose();

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_store_keeps_the_contract(string name) =>
        await ResultJournalKit.Checks.Single(c => c.Name == name).RunAsync(_box.Journal, CancellationToken.None);

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_memory_keeps_the_contract(string name) =>
        await ResultJournalKit.Checks.Single(c => c.Name == name).RunAsync(new MemoryResultJournal(), CancellationToken.None);

    [Fact]
    public async Task Chains_and_queues_do_not_mix()
    {
        await _box.AppendAsync(1);
        Assert.Empty(await SqliteResultJournal.Open(_box.Store, 2, Address.Zero).ListAsync(default));
        Assert.Empty(
            await SqliteResultJournal.Open(_box.Store, 1, Address.Parse("0x00000000000000000000000000000000000000ff")).ListAsync(default)
        );
    }

    [Fact]
    public async Task The_largest_ids_come_back_in_their_order()
    {
        ulong[] tasks = [1, long.MaxValue, ulong.MaxValue];
        foreach (ulong task in tasks.Reverse())
        {
            _ = await _box.Journal.AppendAsync(new SessionId(ulong.MaxValue), new TaskId(task), new byte[] { 1 }, default);
        }

        Assert.Equal(tasks, (await _box.Journal.ListAsync(default)).Select(static entry => entry.Task.Value));
    }

    [Theory]
    [InlineData("bytes = zeroblob(length(bytes))")]
    [InlineData("seal = zeroblob(32)")]
    [InlineData("session = 2")]
    [InlineData("task = 2")]
    public async Task A_row_that_was_changed_is_refused(string change)
    {
        await ChangeAsync(change);
        Assert.Equal(
            NodeStoreCodes.Damaged,
            (await Assert.ThrowsAsync<NodeStoreException>(async () => await _box.Journal.ListAsync(default))).Code
        );
    }

    [Theory]
    [InlineData("chain = 2")]
    [InlineData("queue = '0x00000000000000000000000000000000000000ff'")]
    public Task A_row_that_went_to_another_queue_is_missed_at_the_next_start(string change) => ChangeAsync(change);

    [Fact]
    public void A_journal_of_the_old_format_is_refused_by_name_and_left_alone()
    {
        string old = Path.Combine(
            Directory.CreateDirectory(Path.Combine(_box.Store.Folder, "journal")).FullName,
            $"results-1-{Address.Zero}.journal"
        );
        File.WriteAllText(old, "CTXJRNL");
        NodeStoreException refused = Assert.Throws<NodeStoreException>(() => SqliteResultJournal.Open(_box.Store, 1, Address.Zero));
        Assert.Equal(NodeStoreCodes.OldJournal, refused.Code);
        Assert.Contains(old, refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(old));
        _ = SqliteResultJournal.Open(_box.Store, 2, Address.Zero);
    }

    [Fact]
    public async Task A_busy_journal_stays_small()
    {
        for (ulong task = 1; task <= 600; task++)
        {
            await _box.AppendAsync(task);
            await _box.Journal.RemoveAsync(WrittenResult.Session, new TaskId(task), default);
        }

        Assert.InRange(_box.Log.Length, 1, 5 << 20);
        Assert.InRange(_box.Database.Length, 1, 200_000);
    }

    private async Task ChangeAsync(string change)
    {
        await _box.AppendAsync(1);
        _ = _box.Store.Execute(connection => connection.Run($"UPDATE result SET {change}"));
        Assert.Equal(
            NodeStoreCodes.Damaged,
            Assert.Throws<NodeStoreException>(() => SqliteResultJournal.Open(_box.Store, 1, Address.Zero)).Code
        );
    }
}
