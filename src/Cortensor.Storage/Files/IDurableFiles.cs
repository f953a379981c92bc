using Microsoft.Win32.SafeHandles;

namespace Cortensor.Storage.Files;

/// <summary>
/// The file operations whose order decides what survives a crash, one method each: tests stop the world between any two of them.
/// Whatever goes wrong is an <see cref="IOException"/>.
/// </summary>
internal interface IDurableFiles
{
    /// <summary>A new file, readable by its owner only; an existing one is an error.</summary>
    SafeFileHandle Create(string path);

    void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when the file's bytes are on the disk.</summary>
    void Flush(SafeFileHandle file);

    /// <summary>Replaces <paramref name="to"/> in one step. Durable only after <see cref="FlushDirectory"/>.</summary>
    void Rename(string from, string to);

    /// <summary>Returns when the directory's entries are on the disk.</summary>
    void FlushDirectory(string path);
}
