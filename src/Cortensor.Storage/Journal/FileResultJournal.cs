using System.Globalization;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Storage.Journal;

/// <summary>
/// A result journal in one file, named after chain and queue contract. Live results are also held in memory: they are removed when their task is over, so
/// there are about as many as tasks in flight. One process owns a file.
/// </summary>
public sealed class FileResultJournal : IResultJournal, IDisposable
{
    /// <summary>Smaller files are never compacted.</summary>
    internal const long DefaultCompactionBytes = 4L << 20;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SortedDictionary<(SessionId Session, TaskId Task), ResultJournalEntry> _entries = [];
    private readonly DirectoryLock _lock;
    private readonly AppendJournal _journal;
    private readonly ILogger _logger;
    private readonly long _compactionBytes;
    private long _liveBytes;

    private FileResultJournal(string path, IDurableFiles files, ILogger logger, long compactionBytes)
    {
        _logger = logger;
        _compactionBytes = compactionBytes;
        _lock = DirectoryLock.Take(path + ".lock");
        try
        {
            _journal = AppendJournal.Open(path, files, logger, out IReadOnlyList<byte[]> records);
            foreach (byte[] record in records)
                ResultRecord.Apply(record, _entries);
            _liveBytes = _entries.Values.Sum(static e => (long)e.Bytes.Length);
        }
        catch
        {
            _journal?.Dispose();
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Opens the journal of one queue contract in a directory, made if it is missing.</summary>
    /// <exception cref="IOException">Another process has it, or the disk refuses.</exception>
    /// <exception cref="InvalidDataException">The file is no journal of this version.</exception>
    public static FileResultJournal Open(string directory, ulong chainId, Address queue, ILogger<FileResultJournal>? logger = null) =>
        Open(directory, chainId, queue, DurableFiles.Instance, logger);

    internal static FileResultJournal Open(
        string directory, ulong chainId, Address queue, IDurableFiles files, ILogger? logger = null, long compactionBytes = DefaultCompactionBytes)
    {
        string root = Path.GetFullPath(directory);
        try
        {
            _ = Directory.CreateDirectory(root);
            string name = string.Create(CultureInfo.InvariantCulture, $"results-{chainId}-{queue}.journal");
            return new FileResultJournal(Path.Combine(root, name), files, logger ?? NullLogger.Instance, compactionBytes);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ResultJournalOutcome> AppendAsync(
        SessionId session, TaskId task, ReadOnlyMemory<byte> result, CancellationToken cancellationToken)
    {
        if (result.Length > IPayloadStore.MaxBytes)
            throw new ArgumentException($"A result has at most {IPayloadStore.MaxBytes} bytes, not {result.Length}.", nameof(result));

        ResultJournalEntry entry = new(session, task, CanonicalJson.Digest(result.Span), result.ToArray());
        return await InTurnAsync(() => Append(entry), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ResultJournalEntry?> FindAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _entries.GetValueOrDefault((session, task));
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ResultJournalEntry>> ListAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return [.. _entries.Values];
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        _ = await InTurnAsync(() => Remove((session, task)), cancellationToken);

    /// <summary>Closes the file. No call may be running.</summary>
    public void Dispose()
    {
        _journal.Dispose();
        _lock.Dispose();
        _turn.Dispose();
    }

    private ResultJournalOutcome Append(ResultJournalEntry entry)
    {
        if (_entries.TryGetValue((entry.Session, entry.Task), out ResultJournalEntry? there))
            return there.Digest == entry.Digest ? ResultJournalOutcome.AlreadyStored : ResultJournalOutcome.Conflict;

        RepairIfSuspect();
        _journal.Append(ResultRecord.EncodeStored(entry));
        _entries.Add((entry.Session, entry.Task), entry);
        _liveBytes += entry.Bytes.Length;
        return ResultJournalOutcome.Stored;
    }

    private bool Remove((SessionId Session, TaskId Task) key)
    {
        if (!_entries.TryGetValue(key, out ResultJournalEntry? entry))
            return false;

        RepairIfSuspect();
        _journal.Append(ResultRecord.EncodeRemoved(key));
        _ = _entries.Remove(key);
        _liveBytes -= entry.Bytes.Length;
        CompactIfWasteful();
        return true;
    }

    private void RepairIfSuspect()
    {
        if (_journal.Suspect)
            Compact();
    }

    private void CompactIfWasteful()
    {
        if (_journal.Length < _compactionBytes || _journal.Length < 2 * _liveBytes)
            return;

        try
        {
            Compact();
        }
        catch (IOException e)
        {
            // The removal is done; the next write compacts again before it relies on the file.
            Log.CompactionFailed(_logger, e);
        }
    }

    private void Compact() => _journal.Rewrite(_entries.Values.Select(ResultRecord.EncodeStored));

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // fsync blocks its thread for milliseconds; started work is always finished.
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            _ = _turn.Release();
        }
    }
}
