using System.Runtime.InteropServices;

namespace Cortensor.Inference.Models;

/// <summary>What tells whether a file is still the one that was verified, without reading it.</summary>
internal sealed partial record FileIdentity(long Length, long ModifiedTicks, long Inode)
{
    private const int StatBytes = 256;
    private const int InodeOffset = sizeof(long);

    internal static FileIdentity Of(string path)
    {
        FileInfo file = new(path);
        return new FileIdentity(file.Length, file.LastWriteTimeUtc.Ticks, InodeOf(path));
    }

    /// <summary>The inode, 0 where the platform has none to tell: then length and time must do.</summary>
    private static long InodeOf(string path)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return 0;
        }

        try
        {
            // struct stat of 64-bit Linux begins with st_dev and st_ino, eight bytes each.
            byte[] buffer = new byte[StatBytes];
            return Stat(path, buffer) == 0 ? BitConverter.ToInt64(buffer, InodeOffset) : 0;
        }
        catch (EntryPointNotFoundException)
        {
            return 0; // A C library before glibc 2.33 has no symbol of that name.
        }
    }

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, [Out] byte[] buffer);
}
