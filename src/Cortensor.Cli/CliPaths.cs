namespace Cortensor.Cli;

/// <summary>Where the program's surroundings are.</summary>
internal static class CliPaths
{
    public const string HomeVariable = "CORTENSOR_HOME";
    public const string DataDirVariable = "CORTENSOR_DATADIR";

    private const string Marker = "Cortensor.slnx";

    /// <summary>The repository: the launcher says so, else the folder above the program that looks like it.</summary>
    public static string? Home { get; } =
        Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home ? Path.GetFullPath(home) : FindAbove();

    /// <summary>Folder of the development network: the flag, the variable, the repository's, the user's.</summary>
    public static string DevnetFolder(string? flag) =>
        Path.GetFullPath(
            flag
                ?? (Environment.GetEnvironmentVariable(DataDirVariable) is { Length: > 0 } folder ? folder : null)
                ?? Path.Combine(StateFolder, "devnet")
        );

    /// <summary>Folder that a demonstration uses and empties.</summary>
    public static string DemoFolder => Path.Combine(StateFolder, "demo");

    /// <summary>Default folder of keys that people make for themselves.</summary>
    public static string KeysFolder => Path.Combine(StateFolder, "keys");

    /// <summary>This program's own file, also when a test host runs it as a library.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "cortensor.exe" : "cortensor");

    private static string StateFolder =>
        Home is { } home
            ? Path.Combine(home, ".cortensor")
            : Path.Combine(
                Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
                    ? state
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
                "cortensor"
            );

    private static string? FindAbove()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
