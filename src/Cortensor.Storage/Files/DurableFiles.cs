using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cortensor.Storage.Files;

/// <summary>The real disk.</summary>
internal sealed partial class DurableFiles : IDurableFiles
{
    public static DurableFiles Instance { get; } = new();

    public SafeFileHandle Create(string path) =>
        Guard(() =>
        {
            FileStreamOptions options = new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            // File.OpenHandle cannot set the mode, so the stream is only here to create the file with it.
            using (new FileStream(path, options)) { }

            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        });

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public void Rename(string from, string to) =>
        Guard(() =>
        {
            File.Move(from, to, overwrite: true);
            return true;
        });

    public void FlushDirectory(string path)
    {
        // Windows has no such call; NTFS journals its directories.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = OpenReadOnly(path, flags: 0);
        if (descriptor < 0)
        {
            throw Failure("open", path);
        }

        int result = FSync(descriptor);
        IOException? failure = result < 0 ? Failure("fsync", path) : null;
        _ = Close(descriptor);
        if (failure is not null)
        {
            throw failure;
        }
    }

    private static T Guard<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static IOException Failure(string call, string path) =>
        new($"{call} failed on '{path}': {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenReadOnly(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
