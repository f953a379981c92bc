using System.Security.Cryptography;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Storage.Blocks;

/// <summary>
/// Blocks as files named by digest, in 256 directories. A block appears by rename after its bytes are on the disk, so a crash leaves either
/// the whole block or a temporary file that the next start sweeps away. One process owns a directory; any number of its threads may read
/// and write.
/// </summary>
public sealed class FileBlockStore : IPayloadStore, IBlockStore, IDisposable
{
    private const int Shards = 256;

    private readonly BlockPaths _paths;
    private readonly IDurableFiles _files;
    private readonly ILogger _logger;
    private readonly DirectoryLock _lock;
    private readonly SemaphoreSlim[] _writers = [.. Enumerable.Range(0, Shards).Select(_ => new SemaphoreSlim(1, 1))];
    private long _temporaries;

    private FileBlockStore(BlockPaths paths, IDurableFiles files, ILogger logger, DirectoryLock directoryLock)
    {
        _paths = paths;
        _files = files;
        _logger = logger;
        _lock = directoryLock;
    }

    /// <summary>Opens the store in a directory, made if it is missing.</summary>
    /// <exception cref="IOException">The directory is in use by another process or cannot be written.</exception>
    public static FileBlockStore Open(string directory, ILogger<FileBlockStore>? logger = null) =>
        Open(directory, DurableFiles.Instance, logger);

    internal static FileBlockStore Open(string directory, IDurableFiles files, ILogger? logger = null)
    {
        BlockPaths paths = new(Path.GetFullPath(directory));
        paths.CreateDirectories(Shards, files);
        DirectoryLock directoryLock = DirectoryLock.Take(paths.Lock);
        FileBlockStore store = new(paths, files, logger ?? NullLogger.Instance, directoryLock);
        int swept = paths.SweepTemporaries();
        if (swept > 0)
        {
            Log.TemporariesSwept(store._logger, swept);
        }

        return store;
    }

    /// <inheritdoc/>
    public async ValueTask<Hash32> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > IPayloadStore.MaxBytes)
        {
            throw new ArgumentException($"An object has at most {IPayloadStore.MaxBytes} bytes, not {bytes.Length}.", nameof(bytes));
        }

        return (await PutAsync(CidCodec.Raw, bytes, cancellationToken)).Digest;
    }

    /// <inheritdoc/>
    public async ValueTask<Cid> PutAsync(CidCodec codec, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        if (block.Length > IBlockStore.MaxBlockBytes)
        {
            throw new ArgumentException($"A block has at most {IBlockStore.MaxBlockBytes} bytes, not {block.Length}.", nameof(block));
        }

        cancellationToken.ThrowIfCancellationRequested();
        Cid cid = Cid.Of(codec, block.Span);
        SemaphoreSlim writer = _writers[BlockPaths.Shard(cid.Digest)];
        await writer.WaitAsync(cancellationToken);
        try
        {
            // fsync blocks its thread for milliseconds; a started write is always finished.
            await Task.Run(() => Store(cid.Digest, block.Span), CancellationToken.None);
            return cid;
        }
        finally
        {
            _ = writer.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Hash32 digest, CancellationToken cancellationToken) =>
        ReadAsync(digest, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken) =>
        ReadAsync(cid.Digest, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HasAsync(Cid cid, CancellationToken cancellationToken) =>
        ValueTask.FromResult(File.Exists(_paths.Block(cid.Digest)));

    /// <summary>Lets another process open the directory. Calls still running may fail.</summary>
    public void Dispose() => _lock.Dispose();

    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(Hash32 digest, CancellationToken cancellationToken)
    {
        string path = _paths.Block(digest);
        byte[]? bytes = await ReadFileAsync(path, cancellationToken);
        if (bytes is null)
        {
            return null;
        }

        if (Matches(bytes, digest))
        {
            return bytes;
        }

        Log.BlockCorrupt(_logger, digest, bytes.Length);
        throw new InvalidDataException($"The block {digest} is damaged: its {bytes.Length} bytes have another digest.");
    }

    private void Store(Hash32 digest, ReadOnlySpan<byte> block)
    {
        string path = _paths.Block(digest);
        // A damaged file is replaced: whoever stores the right bytes again heals it.
        if (!IsWhole(path, digest))
        {
            WriteNew(path, block);
        }

        // Also when the file was there: the process that renamed it may have died before this.
        _files.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    private static bool IsWhole(string path, Hash32 digest)
    {
        try
        {
            return File.Exists(path) && Matches(File.ReadAllBytes(path), digest);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private void WriteNew(string path, ReadOnlySpan<byte> block)
    {
        string temporary = _paths.Temporary(Interlocked.Increment(ref _temporaries));
        try
        {
            using (var file = _files.Create(temporary))
            {
                _files.Write(file, block, offset: 0);
                _files.Flush(file);
            }

            _files.Rename(temporary, path);
        }
        catch (IOException)
        {
            Discard(temporary);
            throw;
        }
    }

    private void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure being reported is the one that matters; the next start sweeps.
            Log.TemporaryLeft(_logger, e);
        }
    }

    private static async Task<byte[]?> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static bool Matches(ReadOnlySpan<byte> bytes, Hash32 digest) => new Hash32(SHA256.HashData(bytes)) == digest;
}
