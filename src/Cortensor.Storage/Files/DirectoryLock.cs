namespace Cortensor.Storage.Files;

/// <summary>
/// Keeps a second process out of a directory for as long as this one lives; the kernel lets go when the process ends, however it ends.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _stream;

    private DirectoryLock(FileStream stream) => _stream = stream;

    /// <exception cref="IOException">Another process, or another instance here, holds it.</exception>
    public static DirectoryLock Take(string path)
    {
        try
        {
            return new DirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"'{path}' is in use by another process, or not writable: {e.Message}", e);
        }
    }

    public void Dispose() => _stream.Dispose();
}
