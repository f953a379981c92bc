using System.Xml.Linq;

namespace Cortensor.ArchitectureTests;

/// <summary>The checkout these tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public static IReadOnlyDictionary<string, IReadOnlySet<string>> ProjectReferences { get; } =
        Directory
            .EnumerateFiles(Path("src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(
                file => System.IO.Path.GetFileNameWithoutExtension(file),
                file =>
                    (IReadOnlySet<string>)
                        XDocument
                            .Load(file)
                            .Descendants("ProjectReference")
                            .Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
                            .ToHashSet()
            );

    public static IEnumerable<string> SourceFiles(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/bin/", StringComparison.Ordinal)
                && !file.Contains("/node_modules/", StringComparison.Ordinal)
                && !file.EndsWith(".g.cs", StringComparison.Ordinal)
            );

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Cortensor.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException(
                "These tests run inside a checkout: no Cortensor.slnx above " + AppContext.BaseDirectory
            );
    }
}
