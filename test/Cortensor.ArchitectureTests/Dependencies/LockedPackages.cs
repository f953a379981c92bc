using System.Text.Json;
using System.Xml.Linq;

namespace Cortensor.ArchitectureTests.Dependencies;

/// <summary>What the lock files pin: NuGet packages by project, npm packages by folder.</summary>
internal static class LockedPackages
{
    /// <summary>Every package that is restored for any project, with its version and the projects it is for.</summary>
    public static IReadOnlyDictionary<(string Id, string Version), SortedSet<string>> NuGet { get; } = ReadNuGet();

    /// <summary>
    /// Packages that take part in a build or a test and in no program; so they are labelled in <c>Directory.Packages.props</c>.
    /// </summary>
    public static IReadOnlySet<string> BuildOnly { get; } =
        XDocument
            .Load(Repository.Path("Directory.Packages.props"))
            .Descendants("ItemGroup")
            .Where(group => group.Attribute("Label")?.Value == "Build and test only")
            .Elements("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Folders whose npm packages <c>eng/scripts/setup.sh</c> and <c>bench/run.sh</c> install, with what each asks for by name.
    /// </summary>
    public static IReadOnlyList<(string Folder, string Package, string Version, string License)> Npm { get; } =
    [
        .. Directory
            .EnumerateFiles(Repository.Root, "package-lock.json", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(file => !Excluded(file))
            .Select(file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal)
            .SelectMany(ReadNpm),
    ];

    /// <summary>The licence that a restored package states; empty when it states none as an SPDX expression.</summary>
    public static string LicenseOf(string id, string version)
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        XDocument description = XDocument.Load(
            Path.Combine(folder, id.ToLowerInvariant(), version.ToLowerInvariant(), $"{id.ToLowerInvariant()}.nuspec")
        );
        XElement? license = description.Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
        return license?.Attribute("type")?.Value == "expression" ? license.Value : string.Empty;
    }

    private static SortedDictionary<(string Id, string Version), SortedSet<string>> ReadNuGet()
    {
        SortedDictionary<(string Id, string Version), SortedSet<string>> packages = [];
        foreach (
            string file in Directory
                .EnumerateFiles(Repository.Root, "packages.lock.json", new EnumerationOptions { RecurseSubdirectories = true })
                .Where(file => !Excluded(file))
        )
        {
            string project = Path.GetFileName(Path.GetDirectoryName(file)!);
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (
                JsonProperty package in document
                    .RootElement.GetProperty("dependencies")
                    .EnumerateObject()
                    .SelectMany(target => target.Value.EnumerateObject())
            )
            {
                if (package.Value.TryGetProperty("resolved", out JsonElement version))
                {
                    (string, string) key = (package.Name, version.GetString()!);
                    _ = packages.TryAdd(key, new SortedSet<string>(StringComparer.Ordinal));
                    _ = packages[key].Add(project);
                }
            }
        }

        return packages;
    }

    private static IEnumerable<(string Folder, string Package, string Version, string License)> ReadNpm(string folder)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Repository.Path(folder, "package-lock.json")));
        JsonElement packages = document.RootElement.GetProperty("packages");
        foreach (
            JsonProperty wanted in new[] { "dependencies", "devDependencies" }.SelectMany(kind =>
                packages.GetProperty(string.Empty).TryGetProperty(kind, out JsonElement list) ? list.EnumerateObject().ToArray() : []
            )
        )
        {
            JsonElement package = packages.GetProperty($"node_modules/{wanted.Name}");
            yield return (
                folder,
                wanted.Name,
                package.GetProperty("version").GetString()!,
                package.TryGetProperty("license", out JsonElement license) ? license.GetString()! : string.Empty
            );
        }
    }

    // Installed packages bring lock files of their own, and a comparison keeps another revision's checkout among the build outputs.
    private static bool Excluded(string file) =>
        Path.GetRelativePath(Repository.Root, file) is string path
        && (
            path.Contains("node_modules/", StringComparison.Ordinal)
            || path.StartsWith("artifacts/", StringComparison.Ordinal)
            || path.StartsWith('.')
        );
}
