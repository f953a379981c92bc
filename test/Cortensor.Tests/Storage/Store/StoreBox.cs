using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Journal;
using Cortensor.Storage.Store;
using Cortensor.Tests.StoreWriter;

namespace Cortensor.Tests.Storage.Store;

/// <summary>A store with a journal, its files, and copies of them that can be damaged.</summary>
internal sealed class StoreBox : IDisposable
{
    private readonly TestFolder _folder = new();
    private NodeStore _store;

    public StoreBox() => (_store, Journal) = Open(_folder["store"]);

    public SqliteResultJournal Journal { get; private set; }

    public NodeStore Store => _store;

    public byte[] Database => File.ReadAllBytes(_folder[Path.Combine("store", NodeStore.FileName)]);

    public byte[] Log => File.ReadAllBytes(_folder[Path.Combine("store", NodeStore.FileName + "-wal")]);

    public async Task AppendAsync(params IEnumerable<ulong> tasks)
    {
        foreach (ulong task in tasks)
        {
            _ = await Journal.AppendAsync(
                WrittenResult.Session,
                new TaskId(task),
                WrittenResult.Bytes(new TaskId(task)),
                TestContext.Current.CancellationToken
            );
        }
    }

    public void Close() => _store.Dispose();

    public void Reopen() => (_store, Journal) = Open(_folder["store"]);

    /// <summary>Goes on with other files.</summary>
    public void Reopen(byte[] database, byte[] log)
    {
        Close();
        File.WriteAllBytes(_folder[Path.Combine("store", NodeStore.FileName)], database);
        File.WriteAllBytes(_folder[Path.Combine("store", NodeStore.FileName + "-wal")], log);
        Reopen();
    }

    /// <summary>
    /// What a node would find in these files: the tasks, or why they are refused. Bytes that were not written are never found; files that
    /// are refused stay as they are, and are refused again.
    /// </summary>
    public async Task<(ulong[] Tasks, IOException? Refused)> FindAsync(byte[] database, byte[]? log = null)
    {
        string copy = _folder["copy"];
        if (Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        _ = Directory.CreateDirectory(copy);
        await File.WriteAllBytesAsync(Path.Combine(copy, NodeStore.FileName), database);
        if (log is not null)
        {
            await File.WriteAllBytesAsync(Path.Combine(copy, NodeStore.FileName + "-wal"), log);
        }

        (ulong[] tasks, IOException? refused) = await ReadAsync(copy);
        if (refused is not null)
        {
            Assert.Equal(database, await File.ReadAllBytesAsync(Path.Combine(copy, NodeStore.FileName)));
            string logPath = Path.Combine(copy, NodeStore.FileName + "-wal");
            Assert.Equal(log ?? [], File.Exists(logPath) ? await File.ReadAllBytesAsync(logPath) : []);
            Assert.Equal(refused.Message, (await ReadAsync(copy)).Refused?.Message);
        }

        return (tasks, refused);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private static async Task<(ulong[] Tasks, IOException? Refused)> ReadAsync(string folder)
    {
        try
        {
            (NodeStore store, SqliteResultJournal journal) = Open(folder);
            using (store)
            {
                IReadOnlyList<ResultJournalEntry> entries = await journal.ListAsync(TestContext.Current.CancellationToken);
                Assert.All(entries, static entry => Assert.Equal(WrittenResult.Bytes(entry.Task), entry.Bytes.ToArray()));
                return ([.. entries.Select(static entry => entry.Task.Value)], null);
            }
        }
        catch (IOException refused)
        {
            return ([], refused);
        }
    }

    private static (NodeStore Store, SqliteResultJournal Journal) Open(string folder)
    {
        NodeStore store = NodeStore.Open(folder);
        try
        {
            return (store, SqliteResultJournal.Open(store, 1, Address.Zero));
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
