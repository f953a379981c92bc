using Cortensor.Node;
using Cortensor.Node.Options;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Store;
using Cortensor.Tests.StoreWriter;
using Microsoft.Data.Sqlite;

namespace Cortensor.Tests.Storage.Store;

public sealed class NodeStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string FilePath => _folder[NodeStore.FileName];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_owner_is_kept_out_until_the_first_has_gone()
    {
        using (NodeStore store = NodeStore.Open(_folder.Path))
        {
            Assert.Equal("data_dir_unusable", Describe(Assert.Throws<IOException>(() => NodeStore.Open(_folder.Path))));
        }

        NodeStore.Open(_folder.Path).Dispose();
    }

    [Fact]
    public void Only_its_owner_may_read_the_file_and_its_log()
    {
        using NodeStore store = NodeStore.Open(_folder.Path);
        foreach (string path in new[] { FilePath, FilePath + "-wal" })
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Fact]
    public void What_was_left_before_the_first_step_is_a_fresh_store()
    {
        File.WriteAllBytes(FilePath, []);
        NodeStore.Open(_folder.Path).Dispose();
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_and_left_alone()
    {
        string text = new('x', 5000);
        File.WriteAllText(FilePath, text);
        AssertRefused(NodeStoreCodes.Foreign);
        Assert.Equal(text, File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        Change("CREATE TABLE result (a)");
        byte[] before = File.ReadAllBytes(FilePath);
        AssertRefused(NodeStoreCodes.Foreign);
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 1000", NodeStoreCodes.TooNew)]
    [InlineData("PRAGMA user_version = 0", NodeStoreCodes.Damaged)]
    [InlineData("PRAGMA user_version = -1", NodeStoreCodes.Damaged)]
    [InlineData("PRAGMA application_id = 7", NodeStoreCodes.Foreign)]
    [InlineData("CREATE TABLE other (a)", NodeStoreCodes.Damaged)]
    [InlineData("DROP TABLE result", NodeStoreCodes.Damaged)]
    public void A_store_with_other_tables_or_of_another_version_is_refused(string change, string code)
    {
        NodeStore.Open(_folder.Path).Dispose();
        Change(change);
        AssertRefused(code);
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused()
    {
        File.WriteAllText(FilePath, "x");
        Assert.Equal("data_dir_unusable", Describe(Assert.ThrowsAny<IOException>(() => NodeStore.Open(FilePath))));
    }

    [Fact]
    public async Task A_full_disk_fails_what_does_not_fit_and_nothing_else()
    {
        using StoreBox box = new();
        await box.AppendAsync(1, 2);
        SetPages(box, box.Store.Execute(static connection => connection.Number("PRAGMA page_count")) + 4);
        byte[] large = new byte[100_000];
        Task<ResultJournalOutcome> tooLarge = box
            .Journal.AppendAsync(WrittenResult.Session, new TaskId(3), large, TestContext.Current.CancellationToken)
            .AsTask();
        Task together = Task.WhenAll(
            Enumerable
                .Range(10, 3)
                .Select(task => box.Journal.AppendAsync(WrittenResult.Session, new TaskId((ulong)task), new byte[100], default).AsTask())
        );
        Assert.Contains("full", (await Assert.ThrowsAsync<IOException>(() => tooLarge)).Message, StringComparison.Ordinal);
        await together;
        Assert.Equal([1UL, 2, 10, 11, 12], (await box.Journal.ListAsync(default)).Select(static entry => entry.Task.Value));

        SetPages(box, 100_000);
        Assert.Equal(ResultJournalOutcome.Stored, await box.Journal.AppendAsync(WrittenResult.Session, new TaskId(3), large, default));
        box.Close();
        box.Reopen();
        Assert.Equal(6, (await box.Journal.ListAsync(default)).Count);
    }

    [Fact]
    public async Task A_work_that_is_wrong_fails_alone()
    {
        using StoreBox box = new();
        Task<int> wrong = box.Store.ExecuteAsync<int>(static _ => throw new InvalidOperationException("wrong"), default);
        Task right = Task.WhenAll(Enumerable.Range(1, 8).Select(task => box.AppendAsync((ulong)task)));
        Assert.Equal("wrong", (await Assert.ThrowsAsync<InvalidOperationException>(() => wrong)).Message);
        await right;
        Assert.Equal(8, (await box.Journal.ListAsync(default)).Count);
    }

    [Fact]
    public async Task A_cancelled_work_is_not_done()
    {
        using StoreBox box = new();
        bool done = false;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            box.Store.ExecuteAsync(_ => done = true, new CancellationToken(canceled: true))
        );
        Assert.False(done);
    }

    [Fact]
    public async Task A_work_after_the_end_fails_and_those_before_it_are_done()
    {
        using StoreBox box = new();
        Task before = Task.WhenAll(Enumerable.Range(1, 4).Select(task => box.AppendAsync((ulong)task)));
        await box.AppendAsync(5);
        box.Close();
        await Assert.ThrowsAsync<InvalidOperationException>(() => box.AppendAsync(6));
        await before;
        box.Reopen();
        Assert.Equal(5, (await box.Journal.ListAsync(default)).Count);
    }

    private static void SetPages(StoreBox box, long count) =>
        box.Store.Execute(connection => connection.Run($"PRAGMA max_page_count = {count}"));

    private void Change(string sql)
    {
        using SqliteConnection connection = new($"Data Source={FilePath};Pooling=False");
        connection.Open();
        _ = connection.Run(sql);
    }

    private void AssertRefused(string code) =>
        Assert.Equal(code, Describe(Assert.Throws<NodeStoreException>(() => NodeStore.Open(_folder.Path))));

    private string Describe(Exception fault)
    {
        Assert.True(StartFault.IsKnown(fault));
        CodedException told = StartFault.Of(fault, new NodeOptions { DataDir = _folder.Path });
        Assert.Equal(ExitCodes.Configuration, told.Exit);
        return told.Code;
    }
}
