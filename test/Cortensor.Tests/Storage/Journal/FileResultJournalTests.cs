using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Files;
using Cortensor.Storage.Journal;

using Cortensor.Testing.Storage;
using Cortensor.Tests.Storage.Files;

namespace Cortensor.Tests.Storage.Journal;

public sealed class FileResultJournalTests : IDisposable
{
    private const int MaxOperations = 200;
    private static readonly SessionId Session = new(1);
    private readonly TestFolder _folder = new();

    public static TheoryData<string> Checks => [.. ResultJournalKit.Checks.Select(c => c.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_file_keeps_the_contract(string name)
    {
        using FileResultJournal journal = Open(_folder.Path);
        await ResultJournalKit.Checks.Single(c => c.Name == name).RunAsync(journal, CancellationToken.None);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_memory_keeps_the_contract(string name) =>
        await ResultJournalKit.Checks.Single(c => c.Name == name).RunAsync(new MemoryResultJournal(), CancellationToken.None);

    [Fact]
    public void A_second_owner_is_kept_out()
    {
        using FileResultJournal journal = Open(_folder.Path);
        Assert.Throws<IOException>(() => Open(_folder.Path));
    }

    [Fact]
    public async Task Chains_and_queues_have_their_own_files()
    {
        using FileResultJournal one = Open(_folder.Path);
        using FileResultJournal other = FileResultJournal.Open(_folder.Path, 2, Address.Zero);
        Assert.Equal(ResultJournalOutcome.Stored, await one.AppendAsync(Session, new TaskId(1), Bytes(1), default));
        Assert.Empty(await other.ListAsync(default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_was_acknowledged_survives_a_kill_at_every_disk_operation(bool power)
    {
        for (int failAt = 1; failAt <= MaxOperations; failAt++)
        {
            CrashingFiles files = new(failAt, kill: true);
            Script script = new();
            string directory = _folder[failAt];
            FileResultJournal? journal = null;
            try
            {
                journal = FileResultJournal.Open(directory, 1, Address.Zero, files, compactionBytes: 3_000);
                await script.RunAsync(journal);
            }
            catch (KilledException)
            {
            }

            journal?.Dispose();
            if (power)
                files.LosePower();
            await AssertSurvivedAsync(directory, script, failAt);
            if (!files.Failed)
                return;
        }

        Assert.Fail("The script never ran to its end.");
    }

    [Fact]
    public async Task A_full_disk_fails_one_call_and_nothing_else()
    {
        for (int failAt = 1; failAt <= MaxOperations; failAt++)
        {
            CrashingFiles files = new(failAt, kill: false);
            Script script = new();
            string directory = _folder[failAt];
            FileResultJournal journal;
            try
            {
                journal = FileResultJournal.Open(directory, 1, Address.Zero, files, compactionBytes: 3_000);
            }
            catch (IOException)
            {
                journal = FileResultJournal.Open(directory, 1, Address.Zero, files, compactionBytes: 3_000);
            }

            await script.RunAsync(journal, retry: true);
            journal.Dispose();
            await AssertSurvivedAsync(directory, script, failAt);
            if (!files.Failed)
                return;
        }

        Assert.Fail("The script never ran to its end.");
    }

    [Fact]
    public async Task A_file_cut_at_any_byte_keeps_the_records_before_the_cut()
    {
        string path = await WriteThreeAsync();
        byte[] whole = await File.ReadAllBytesAsync(path);
        int recordBytes = (whole.Length - JournalScan.Magic.Length) / 3;
        for (int length = JournalScan.Magic.Length; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(path, whole[..length]);
            using FileResultJournal journal = Open(_folder.Path);
            Assert.Equal((length - JournalScan.Magic.Length) / recordBytes, (await journal.ListAsync(default)).Count);
            Assert.Equal(ResultJournalOutcome.Stored, await journal.AppendAsync(Session, new TaskId(9), Bytes(9), default));
        }
    }

    [Fact]
    public async Task Garbage_after_the_last_record_is_cut_off()
    {
        string path = await WriteThreeAsync();
        byte[] whole = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, [.. whole, .. new byte[4096], .. JournalFrame.Marker]);
        using (FileResultJournal journal = Open(_folder.Path))
            Assert.Equal(3, (await journal.ListAsync(default)).Count);
        Assert.Equal(whole, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Damage_in_the_middle_costs_one_record_and_the_damaged_file_is_kept()
    {
        string path = await WriteThreeAsync();
        byte[] whole = await File.ReadAllBytesAsync(path);
        int recordBytes = (whole.Length - JournalScan.Magic.Length) / 3;
        for (int i = JournalScan.Magic.Length + recordBytes; i < JournalScan.Magic.Length + (2 * recordBytes); i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            await File.WriteAllBytesAsync(path, damaged);
            using FileResultJournal journal = Open(_folder.Path);
            Assert.Equal([1UL, 3UL], (await journal.ListAsync(default)).Select(e => e.Task.Value));
            Assert.Equal(damaged, await File.ReadAllBytesAsync(path + ".damaged-1"));
            File.Delete(path + ".damaged-1");
        }
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_and_left_alone()
    {
        string path = _folder[$"results-1-{Address.Zero}.journal"];
        File.WriteAllText(path, "not a journal");
        Assert.Throws<InvalidDataException>(() => Open(_folder.Path));
        Assert.Equal("not a journal", File.ReadAllText(path));
    }

    [Fact]
    public async Task A_busy_journal_stays_small()
    {
        using FileResultJournal journal = FileResultJournal.Open(_folder.Path, 1, Address.Zero, DurableFiles.Instance, compactionBytes: 10_000);
        for (ulong task = 1; task <= 100; task++)
        {
            _ = await journal.AppendAsync(Session, new TaskId(task), Bytes((byte)task), default);
            await journal.RemoveAsync(Session, new TaskId(task), default);
        }

        Assert.InRange(new FileInfo(_folder[$"results-1-{Address.Zero}.journal"]).Length, 1, 12_000);
    }

    private static FileResultJournal Open(string directory) => FileResultJournal.Open(directory, 1, Address.Zero);

    private static byte[] Bytes(byte task) => [.. Enumerable.Repeat(task, 700)];

    private static async Task AssertSurvivedAsync(string directory, Script script, int failAt)
    {
        using FileResultJournal journal = Open(directory);
        Dictionary<ulong, ResultJournalEntry> found = (await journal.ListAsync(default)).ToDictionary(e => e.Task.Value);
        foreach (ulong task in script.Stored.Except(script.RemoveTried))
            Assert.True(found.ContainsKey(task), $"Task {task} was acknowledged and is lost after a failure at operation {failAt}.");
        foreach ((ulong task, ResultJournalEntry entry) in found)
        {
            Assert.Contains(task, script.AppendTried);
            Assert.Equal(Bytes((byte)task), entry.Bytes.ToArray());
        }
    }

    private async Task<string> WriteThreeAsync()
    {
        using FileResultJournal journal = Open(_folder.Path);
        for (byte task = 1; task <= 3; task++)
            _ = await journal.AppendAsync(Session, new TaskId(task), new byte[] { task, 0, 0xC7 }, default);
        return _folder[$"results-1-{Address.Zero}.journal"];
    }

    /// <summary>Appends and removes enough to compact, and remembers what was promised.</summary>
    private sealed class Script
    {
        public HashSet<ulong> AppendTried { get; } = [];

        public HashSet<ulong> Stored { get; } = [];

        public HashSet<ulong> RemoveTried { get; } = [];

        public async Task RunAsync(FileResultJournal journal, bool retry = false)
        {
            for (ulong task = 1; task <= 8; task++)
            {
                _ = AppendTried.Add(task);
                await TryAsync(async () => await journal.AppendAsync(Session, new TaskId(task), Bytes((byte)task), default), retry);
                _ = Stored.Add(task);
                if (task % 4 == 0)
                    continue;
                _ = RemoveTried.Add(task);
                await TryAsync(async () => await journal.RemoveAsync(Session, new TaskId(task), default), retry);
            }
        }

        private static async Task TryAsync(Func<Task> step, bool retry)
        {
            try
            {
                await step();
            }
            catch (IOException) when (retry)
            {
                await step();
            }
        }
    }
}
