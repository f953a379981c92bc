using Cortensor.Storage.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Cortensor.Storage.Journal;

/// <summary>
/// A file of records that survive a power loss once <see cref="Append"/> has returned. Not safe for concurrent use: its owner takes turns.
/// </summary>
/// <remarks>
/// After a failed write or fsync nobody knows what the file holds, and asking again proves nothing (a failed fsync drops the dirty pages). The journal is
/// then <see cref="Suspect"/>: its owner must write all live records into a new file with <see cref="Rewrite"/> before it appends again.
/// </remarks>
internal sealed class AppendJournal : IDisposable
{
    private readonly string _path;
    private readonly IDurableFiles _files;
    private SafeFileHandle _file;

    private AppendJournal(string path, IDurableFiles files, SafeFileHandle file, long length)
    {
        _path = path;
        _files = files;
        _file = file;
        Length = length;
    }

    /// <summary>Size of the file's whole records.</summary>
    public long Length { get; private set; }

    /// <summary>Whether <see cref="Rewrite"/> must succeed before the next append.</summary>
    public bool Suspect { get; private set; }

    /// <summary>Opens the journal, made if it is missing, and returns what survived. A torn tail is cut off; a damaged file is kept beside the repaired one.</summary>
    /// <exception cref="InvalidDataException">The file is no journal.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static AppendJournal Open(string path, IDurableFiles files, ILogger logger, out IReadOnlyList<byte[]> records)
    {
        File.Delete(Temporary(path));
        if (!File.Exists(path))
        {
            records = [];
            return WriteNew(path, [], files);
        }

        JournalScan scan = JournalScan.Read(File.ReadAllBytes(path));
        records = scan.Records;
        if (scan.Damaged > 0)
        {
            string copy = KeepCopy(path);
            AppendJournal repaired = WriteNew(path, scan.Records, files);
            Log.JournalDamaged(logger, scan.Damaged, scan.Records.Count, copy);
            return repaired;
        }

        SafeFileHandle file = files.Open(path);
        AppendJournal journal = new(path, files, file, scan.End);
        try
        {
            if (scan.TornBytes > 0)
            {
                Log.JournalTail(logger, scan.TornBytes);
                files.Truncate(file, scan.End);
            }

            // The process that wrote these records may have died before its fsync, or before that of a rewrite's rename: now they are promised again.
            files.Flush(file);
            files.FlushDirectory(Path.GetDirectoryName(path)!);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Adds a record; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">It may or may not be on the disk, and the journal is <see cref="Suspect"/>.</exception>
    public void Append(ReadOnlySpan<byte> payload)
    {
        if (Suspect)
            throw new IOException("The journal must be rewritten after an earlier failure.");

        byte[] frame = JournalFrame.Encode(payload);
        Suspect = true;
        _files.Write(_file, frame, Length);
        _files.Flush(_file);
        Suspect = false;
        Length += frame.Length;
    }

    /// <summary>Replaces the file by one that holds exactly these records. A crash leaves the old file or the new one, each whole.</summary>
    /// <exception cref="IOException">The journal is <see cref="Suspect"/>; call again.</exception>
    public void Rewrite(IEnumerable<byte[]> records)
    {
        Suspect = true;
        File.Delete(Temporary(_path));
        AppendJournal replaced = WriteNew(_path, records, _files);
        _file.Dispose();
        _file = replaced._file;
        Length = replaced.Length;
        Suspect = false;
    }

    public void Dispose() => _file.Dispose();

    private static AppendJournal WriteNew(string path, IEnumerable<byte[]> records, IDurableFiles files)
    {
        SafeFileHandle file = files.Create(Temporary(path));
        try
        {
            long length = 0;
            Add(JournalScan.Magic);
            foreach (byte[] record in records)
                Add(JournalFrame.Encode(record));
            files.Flush(file);
            files.Rename(Temporary(path), path);
            files.FlushDirectory(Path.GetDirectoryName(path)!);
            return new AppendJournal(path, files, file, length);

            void Add(ReadOnlySpan<byte> bytes)
            {
                files.Write(file, bytes, length);
                length += bytes.Length;
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string KeepCopy(string path)
    {
        int number = 1;
        while (File.Exists($"{path}.damaged-{number}"))
            number++;
        string copy = $"{path}.damaged-{number}";
        File.Copy(path, copy);
        return copy;
    }

    private static string Temporary(string path) => path + ".new";
}
