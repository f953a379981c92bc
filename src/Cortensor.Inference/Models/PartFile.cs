using System.Security.Cryptography;
using Cortensor.Primitives;

namespace Cortensor.Inference.Models;

/// <summary>What has been downloaded of a model so far. One process at a time; what it holds outlives that process.</summary>
internal class PartFile : IDisposable
{
    private const int BufferBytes = 1 << 17;
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int TooLarge = 27;

    private readonly string _path;
    private readonly FileStream _file;

    protected PartFile(string path)
    {
        _path = path;
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            _ = _file.Seek(0, SeekOrigin.End);
        }
        catch (IOException e)
        {
            throw IsFull(e)
                ? Full(e)
                : new ModelStoreException(
                    ModelStoreCodes.Busy,
                    $"{path} cannot be opened; does another process download this model? {e.Message}",
                    e
                );
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ModelStoreException(ModelStoreCodes.Busy, $"{path} cannot be written: {e.Message}", e);
        }
    }

    internal long Length => _file.Length;

    /// <summary>The strong ETag under which this was served; null when there was none.</summary>
    internal string? Validator
    {
        get => File.Exists(ValidatorPath) ? File.ReadAllText(ValidatorPath) : null;
        set
        {
            if (value is null)
            {
                File.Delete(ValidatorPath);
            }
            else
            {
                Guard(() => File.WriteAllText(ValidatorPath, value));
            }
        }
    }

    private string ValidatorPath => _path + ".etag";

    internal static PartFile Open(string path) => new(path);

    /// <exception cref="ModelStoreException">There is not so much room left where the file is.</exception>
    internal virtual void RequireRoom(long bytes)
    {
        long free = new DriveInfo(Path.GetFullPath(_path)).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new ModelStoreException(ModelStoreCodes.DiskFull, $"{bytes} bytes are missing and {free} are free where {_path} is.");
        }
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Write(_file, bytes);
        }
        catch (IOException e) when (IsFull(e))
        {
            throw Full(e);
        }
    }

    internal void Restart()
    {
        _file.SetLength(0);
        _ = _file.Seek(0, SeekOrigin.Begin);
        Validator = null;
    }

    internal Hash32 Digest()
    {
        _ = _file.Seek(0, SeekOrigin.Begin);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferBytes];
        while (_file.Read(buffer) is > 0 and int read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return new Hash32(hash.GetHashAndReset());
    }

    /// <summary>The whole is there and right: from now on it has its name.</summary>
    internal void Publish(string destination)
    {
        Guard(() => _file.Flush(flushToDisk: true));
        File.Move(_path, destination, overwrite: true);
        Validator = null;
    }

    /// <summary>Nobody shall go on with this.</summary>
    internal void Discard()
    {
        File.Delete(_path);
        Validator = null;
    }

    public void Dispose()
    {
        _file.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>For tests with a full disk.</summary>
    protected virtual void Write(FileStream file, ReadOnlySpan<byte> bytes) => file.Write(bytes);

    private static bool IsFull(IOException e) => e.HResult is NoSpace or QuotaExceeded or TooLarge;

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e) when (IsFull(e))
        {
            throw Full(e);
        }
    }

    private ModelStoreException Full(IOException e) =>
        new(
            ModelStoreCodes.DiskFull,
            $"The disk is full where {_path} is; what has been downloaded stays and the next try goes on from it.",
            e
        );
}
