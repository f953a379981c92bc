using Cortensor.Storage.Files;
using Microsoft.Win32.SafeHandles;

namespace Cortensor.Tests.Storage.Files;

/// <summary>
/// The real disk until the nth operation, which does half its work and fails. After a kill nothing works any more; a full disk works again
/// at once. <see cref="LosePower"/> then takes away what was never flushed.
/// </summary>
internal sealed class CrashingFiles(int failAt, bool kill) : IDurableFiles
{
    private readonly DurableFiles _disk = DurableFiles.Instance;
    private readonly Dictionary<SafeFileHandle, string> _paths = [];
    private readonly Dictionary<string, byte[]> _flushed = [];
    private readonly List<(string Directory, string Target, byte[]? Before)> _renames = [];
    private int _operations;

    public bool Failed => _operations >= failAt;

    public SafeFileHandle Create(string path)
    {
        Step();
        SafeFileHandle file = _disk.Create(path);
        _paths[file] = path;
        _flushed[path] = [];
        return file;
    }

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        if (_operations + 1 == failAt)
        {
            _disk.Write(file, bytes[..(bytes.Length / 2)], offset);
        }

        Step();
        _disk.Write(file, bytes, offset);
    }

    public void Flush(SafeFileHandle file)
    {
        Step();
        _disk.Flush(file);
        _flushed[_paths[file]] = Content(_paths[file]);
    }

    public void Rename(string from, string to)
    {
        Step();
        _renames.Add((Path.GetDirectoryName(to)!, to, File.Exists(to) ? Content(to) : null));
        _disk.Rename(from, to);
        _flushed[to] = _flushed[from];
        _ = _flushed.Remove(from);
        foreach (SafeFileHandle file in _paths.Where(p => p.Value == from).Select(p => p.Key).ToList())
        {
            _paths[file] = to;
        }
    }

    public void FlushDirectory(string path)
    {
        Step();
        _disk.FlushDirectory(path);
        _ = _renames.RemoveAll(r => r.Directory == path);
    }

    /// <summary>Unflushed bytes go; renames in unflushed directories never happened.</summary>
    public void LosePower()
    {
        foreach ((string path, byte[] bytes) in _flushed)
        {
            if (File.Exists(path))
            {
                File.WriteAllBytes(path, bytes);
            }
        }

        foreach ((_, string target, byte[]? before) in Enumerable.Reverse(_renames))
        {
            if (before is null)
            {
                File.Delete(target);
            }
            else
            {
                File.WriteAllBytes(target, before);
            }
        }
    }

    private void Step()
    {
        _operations++;
        if (_operations == failAt || (kill && _operations > failAt))
        {
            throw kill ? new KilledException() : new IOException("No space left on device (injected).");
        }
    }

    private static byte[] Content(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
