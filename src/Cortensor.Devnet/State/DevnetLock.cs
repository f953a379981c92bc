using System.Text.Json;
using Cortensor.Devnet.Processes;
using Cortensor.Node;

namespace Cortensor.Devnet.State;

/// <summary>
/// Keeps two supervisors out of one folder. The file names its holder by process id and start time, so a holder that died by force, or
/// whose number somebody else got, is told from a living one.
/// </summary>
public sealed class DevnetLock : IDisposable
{
    private const int Attempts = 1_000;

    private readonly DevnetPaths _paths;
    private readonly FileStream _file;

    private DevnetLock(DevnetPaths paths, FileStream file) => (_paths, _file) = (paths, file);

    /// <summary>Who holds the folder; null when nobody alive does.</summary>
    public static ProcessIdentity? Holder(DevnetPaths paths) => Read(paths) is { IsAlive: true } holder ? holder : null;

    /// <summary>Takes the folder, from a dead holder too, whose surviving processes are ended first.</summary>
    /// <exception cref="CodedException">A living process holds it.</exception>
    public static DevnetLock Take(DevnetPaths paths)
    {
        // The kernel's lock closes the gap between looking and writing; it vanishes with its holder. .NET takes it for readers too, shared:
        // a process that merely looks may be in the way for a moment, and the holder keeps a shared one so that others can look.
        using (FileStream file = Open(paths, FileShare.None))
        {
            if (Parse(file) is { IsAlive: true } holder && holder != ProcessIdentity.Current)
            {
                throw Busy(paths, null);
            }

            SweepLeftovers(paths);
            file.SetLength(0);
            JsonSerializer.Serialize(file, ProcessIdentity.Current, DevnetJson.Default.ProcessIdentity);
            file.Flush(flushToDisk: true);
        }

        return new DevnetLock(paths, Open(paths, FileShare.Read));
    }

    public void Dispose()
    {
        File.Delete(_paths.Processes);
        File.Delete(_paths.Document);
        File.Delete(_paths.Lock);
        _file.Dispose();
    }

    /// <summary>Writes down which processes belong to the network.</summary>
    public static void Record(DevnetPaths paths, IEnumerable<ProcessIdentity> processes) =>
        PrivateFile.Write(paths.Processes, JsonSerializer.Serialize([.. processes], DevnetJson.Default.ListProcessIdentity));

    private static void SweepLeftovers(DevnetPaths paths)
    {
        try
        {
            foreach (
                ProcessIdentity process in JsonSerializer.Deserialize(
                    File.ReadAllBytes(paths.Processes),
                    DevnetJson.Default.ListProcessIdentity
                ) ?? []
            )
            {
                process.Kill();
            }
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // Nothing was recorded, or the crash came while writing: then no process was started after it.
        }

        File.Delete(paths.Processes);
        File.Delete(paths.Document);
    }

    private static FileStream Open(DevnetPaths paths, FileShare share)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(
                    paths.Lock,
                    FileMode.OpenOrCreate,
                    share == FileShare.None ? FileAccess.ReadWrite : FileAccess.Read,
                    share,
                    bufferSize: 1
                );
            }
            catch (IOException e)
            {
                if (attempt == Attempts || (share == FileShare.None && Holder(paths) is { } holder && holder != ProcessIdentity.Current))
                {
                    throw Busy(paths, e);
                }

                _ = Thread.Yield();
            }
        }
    }

    private static ProcessIdentity? Read(DevnetPaths paths)
    {
        try
        {
            using FileStream file = new(paths.Lock, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Parse(file);
        }
        catch (IOException)
        {
            return null; // none, or just being written
        }
    }

    private static ProcessIdentity? Parse(Stream file)
    {
        try
        {
            return JsonSerializer.Deserialize(file, DevnetJson.Default.ProcessIdentity);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CodedException Busy(DevnetPaths paths, Exception? inner) =>
        new(
            ExitCodes.AlreadyRunning,
            $"A development network already runs in {paths.Root} (process {Read(paths)?.Pid}); stop it with: cortensor devnet down --datadir {paths.Root}",
            inner: inner
        );
}
