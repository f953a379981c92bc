using System.Globalization;
using System.Runtime.InteropServices;

namespace Cortensor.Cli.Doctor;

/// <summary>What the checks look at; tests give another world.</summary>
internal record Machine
{
    /// <summary>The repository; null when the program runs without one.</summary>
    public string? Home { get; init; } = CliPaths.Home;

    /// <summary>The state folder's disk is measured here.</summary>
    public string StateFolder { get; init; } = Path.GetDirectoryName(CliPaths.DevnetFolder(null))!;

    public bool IsLinux { get; init; } = OperatingSystem.IsLinux();

    public Architecture Architecture { get; init; } = RuntimeInformation.ProcessArchitecture;

    public int Cores { get; init; } = Environment.ProcessorCount;

    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;

    public string? ModelMirrors { get; init; } = Environment.GetEnvironmentVariable("CORTENSOR_MODEL_MIRRORS");

    /// <summary>The full path of a program, or null.</summary>
    public string? Find(string program) =>
        SearchPath
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Whether a native library can be loaded under one of its names.</summary>
    public virtual bool HasLibrary(params string[] names) =>
        names.Any(name =>
        {
            bool loaded = NativeLibrary.TryLoad(name, out nint handle);
            if (loaded)
            {
                NativeLibrary.Free(handle);
            }

            return loaded;
        });

    /// <summary>Memory that programs can still get, in bytes.</summary>
    public virtual long FreeMemory()
    {
        string? line = File.Exists("/proc/meminfo")
            ? File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal))
            : null;
        return line is null
            ? long.MaxValue
            : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Free bytes on the disk that holds a folder, which need not exist yet.</summary>
    public virtual long FreeDisk()
    {
        string folder = StateFolder;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { Length: > 0 } parent)
        {
            folder = parent;
        }

        return new DriveInfo(folder).AvailableFreeSpace;
    }
}
