using Cortensor.Storage.Store;

namespace Cortensor.Tests.Storage.Store;

/// <summary>Files that are not what was written: every result is there as it was, or the store is refused by code.</summary>
public sealed class DamageTests : IDisposable
{
    private const int PageBytes = 4096;
    private const int LogHeaderBytes = 32;
    private static readonly ulong[] Tasks = [.. Enumerable.Range(1, 12).Select(static task => (ulong)task)];
    private readonly StoreBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task A_damaged_page_is_refused_or_harmless()
    {
        await _box.AppendAsync(Tasks);
        _box.Close();
        byte[] whole = _box.Database;
        Random chance = new(1);
        int refused = 0;
        int tried = 0;
        for (int page = 0; page < whole.Length / PageBytes; page++)
        {
            // The head of each page (its header and the first cells' pointers, the file's own header), then anywhere in it.
            IEnumerable<int> places =
            [
                .. Enumerable.Range(0, page == 0 ? 124 : 16),
                .. Enumerable.Range(0, 16).Select(_ => chance.Next(PageBytes)),
            ];
            foreach (int place in places)
            {
                byte[] damaged = [.. whole];
                damaged[(page * PageBytes) + place] ^= (byte)(1 << chance.Next(8));
                (ulong[] tasks, IOException? why) = await _box.FindAsync(damaged);
                Assert.True(why is not null || tasks.SequenceEqual(Tasks), $"Page {page}, byte {place}: found {string.Join(' ', tasks)}.");
                tried++;
                refused += why is null ? 0 : 1;
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{tried} damages on {whole.Length / PageBytes} pages, {refused} refused");
        Assert.True(refused > tried / 2);
    }

    [Fact]
    public async Task A_page_of_zeros_or_of_another_place_is_refused()
    {
        await _box.AppendAsync(Tasks);
        _box.Close();
        byte[] whole = _box.Database;
        for (int page = 0; page < whole.Length / PageBytes; page++)
        {
            byte[] zeros = [.. whole];
            zeros.AsSpan(page * PageBytes, PageBytes).Clear();
            byte[] moved = [.. whole];
            whole.AsSpan((page + 1) % (whole.Length / PageBytes) * PageBytes, PageBytes).CopyTo(moved.AsSpan(page * PageBytes));
            Assert.NotNull((await _box.FindAsync(zeros)).Refused);
            Assert.NotNull((await _box.FindAsync(moved)).Refused);
        }
    }

    [Fact]
    public async Task A_file_cut_short_is_refused_or_lacks_nothing()
    {
        await _box.AppendAsync(Tasks);
        _box.Close();
        byte[] whole = _box.Database;
        for (int length = 1; length < whole.Length; length += 1021)
        {
            (ulong[] tasks, IOException? why) = await _box.FindAsync(whole[..length]);
            Assert.True(why is not null || tasks.SequenceEqual(Tasks), $"Cut at {length}: found {string.Join(' ', tasks)}.");
        }
    }

    [Fact]
    public async Task A_log_cut_at_any_byte_keeps_the_transactions_before_the_cut()
    {
        (byte[] database, byte[] log, int[] ends) = await WriteLogAsync();
        for (int length = 0; length <= log.Length; length = length == log.Length ? length + 1 : Math.Min(length + 1021, log.Length))
        {
            (ulong[] tasks, IOException? why) = await _box.FindAsync(database, log[..length]);
            Assert.Null(why);
            Assert.Equal(Tasks.Take(ends.Count(end => end <= length)), tasks);
        }
    }

    [Fact]
    public async Task A_log_damaged_before_its_last_transactions_is_refused()
    {
        (byte[] database, byte[] log, int[] ends) = await WriteLogAsync();
        for (int place = 0; place < log.Length; place += place < LogHeaderBytes ? 3 : 401)
        {
            byte[] damaged = [.. log];
            damaged[place] ^= 0x10;
            (ulong[] tasks, IOException? why) = await _box.FindAsync(database, damaged);
            int before = ends.Count(end => end <= place);
            if (place < LogHeaderBytes || before < Tasks.Length - 2)
            {
                Assert.Equal(NodeStoreCodes.Damaged, Assert.IsType<NodeStoreException>(why).Code);
            }
            else
            {
                // It looks like a transaction that was never acknowledged.
                Assert.True(why is not null || tasks.SequenceEqual(Tasks.Take(before)), $"Byte {place}: found {string.Join(' ', tasks)}.");
            }
        }
    }

    [Fact]
    public async Task Frames_of_an_earlier_round_of_the_log_are_no_damage()
    {
        await _box.AppendAsync(Tasks[..10]);
        _ = _box.Store.Execute(static connection => connection.Run("PRAGMA wal_checkpoint(RESTART)"));
        await _box.AppendAsync(Tasks[10..]);
        (ulong[] tasks, IOException? why) = await _box.FindAsync(_box.Database, _box.Log);
        Assert.Null(why);
        Assert.Equal(Tasks, tasks);
    }

    [Fact]
    public async Task A_log_beside_an_empty_database_is_refused()
    {
        (_, byte[] log, _) = await WriteLogAsync();
        (_, IOException? why) = await _box.FindAsync([], log);
        Assert.Equal(NodeStoreCodes.Damaged, Assert.IsType<NodeStoreException>(why).Code);
    }

    [Theory]
    [InlineData(LogHeaderBytes)]
    [InlineData(PageBytes)]
    public async Task A_log_whose_beginning_is_wiped_is_refused(int length)
    {
        (byte[] database, byte[] log, _) = await WriteLogAsync();
        log.AsSpan(0, length).Clear();
        (_, IOException? why) = await _box.FindAsync(database, log);
        Assert.Equal(NodeStoreCodes.Damaged, Assert.IsType<NodeStoreException>(why).Code);
    }

    /// <summary>
    /// Power was lost in a large transaction, and again in the next but one, a small one: what is left of the large one stands behind the
    /// break.
    /// </summary>
    [Fact]
    public async Task What_two_torn_transactions_left_is_no_damage()
    {
        await _box.AppendAsync(Tasks[..2]);
        int tornAt = _box.Log.Length;
        _ = _box.Store.Execute(static connection =>
            connection.Run("BEGIN; CREATE TABLE large (bytes BLOB); INSERT INTO large VALUES (zeroblob(60000)); COMMIT")
        );
        byte[] large = _box.Log;
        byte[] database = _box.Database;
        byte[] torn = [.. large];
        torn[tornAt + 100] ^= 1; // in the first page of the transaction that is to be torn

        // The transactions after it, as the next runs would write them over its beginning.
        _box.Reopen(database, torn[..tornAt]);
        await _box.AppendAsync(Tasks[2]);
        int kept = _box.Log.Length;
        await _box.AppendAsync(Tasks[3]);
        byte[] second = [.. _box.Log];
        second[kept + 100] ^= 1;
        Assert.True(second.Length < large.Length, "The large transaction does not reach behind the small ones.");

        (ulong[] tasks, IOException? why) = await _box.FindAsync(database, [.. second, .. torn[second.Length..]]);
        Assert.Null(why);
        Assert.Equal(Tasks[..3], tasks);
    }

    /// <summary>Each task's transaction, and where it ends in the log.</summary>
    private async Task<(byte[] Database, byte[] Log, int[] Ends)> WriteLogAsync()
    {
        int[] ends = new int[Tasks.Length];
        for (int i = 0; i < Tasks.Length; i++)
        {
            await _box.AppendAsync(Tasks[i]);
            ends[i] = _box.Log.Length;
        }

        return (_box.Database, _box.Log, ends);
    }
}
