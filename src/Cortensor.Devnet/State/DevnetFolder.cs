using Cortensor.Node;

namespace Cortensor.Devnet.State;

/// <summary>A network's folder as a whole.</summary>
public static class DevnetFolder
{
    /// <summary>Empties it for a fresh network. Refuses a folder in which a network runs, and one that is not a network's.</summary>
    public static void Clear(string folder)
    {
        DevnetPaths paths = new(folder);
        if (!Directory.Exists(folder))
        {
            return;
        }

        if (Directory.EnumerateFileSystemEntries(folder).Any() && !Directory.Exists(paths.Logs))
        {
            throw new CodedException(
                ExitCodes.Configuration,
                $"{folder} holds something else than a development network; it was left alone."
            );
        }

        using (DevnetLock.Take(paths))
        {
            // Taking the lock ended what a crash left behind.
        }

        Directory.Delete(folder, recursive: true);
    }
}
