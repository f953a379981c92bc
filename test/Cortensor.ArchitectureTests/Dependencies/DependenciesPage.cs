using System.Text;

namespace Cortensor.ArchitectureTests.Dependencies;

/// <summary>
/// The text of <c>docs/reference/dependencies.md</c>, made from the lock files and from what the packages say of themselves.
/// </summary>
internal static class DependenciesPage
{
    /// <summary>Licences of packages that state theirs in a file instead of an expression, read there by hand.</summary>
    public static readonly IReadOnlyDictionary<string, string> ReadByHand = new SortedDictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["Nethereum.ABI"] = "MIT",
        ["Nethereum.Hex"] = "MIT",
        ["Nethereum.Model"] = "MIT",
        ["Nethereum.RLP"] = "MIT",
        ["Nethereum.Util"] = "MIT",
    };

    /// <summary>What a package may be licensed under.</summary>
    private static readonly string[] Accepted =
    [
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "PostgreSQL",
        "blessing",
        "ISC",
        "MIT OR Apache-2.0",
        "Apache-2.0 OR MIT",
    ];

    private static readonly string[] NeverShipped = ["Cortensor.Testing", "Cortensor.Testing.Network"];

    public static string Text()
    {
        StringBuilder page = new();
        _ = page.Append(
            """
            # Dependencies

            Generated: the test `DependenciesPageTests` writes it from the lock files and says how to put a new one in place.
            Every licence here is one of the accepted ones, which stand in `DependenciesPage`; a package with another one fails the test.

            ## In the programs

            NuGet packages that a published program of `src/` brings along, whether asked for by name or by another package.


            """
        );
        Write(page, LockedPackages.NuGet.Where(package => IsShipped(package.Key.Id, package.Value)));
        _ = page.Append("\n## In builds, tests and benches only\n\n");
        Write(page, LockedPackages.NuGet.Where(package => !IsShipped(package.Key.Id, package.Value)));
        _ = page.Append(
            "\n## From npm\n\nAsked for by name; what they bring along stands in the lock file of the folder. `eng/anvil` and `eng/embeddings` serve the development network, the others builds, tests and benches.\n\n"
        );
        _ = page.Append("| folder | package | version | licence |\n| --- | --- | --- | --- |\n");
        foreach ((string folder, string package, string version, string license) in LockedPackages.Npm)
        {
            _ = page.Append($"| `{folder}` | {package} | {version} | {license} |\n");
        }

        return page.ToString();
    }

    /// <summary>Packages under a licence that is not accepted, or that is not known.</summary>
    public static IEnumerable<string> Refused() =>
        LockedPackages
            .NuGet.Keys.Select(package => (package.Id, License: License(package.Id, package.Version)))
            .Concat(LockedPackages.Npm.Select(package => (Id: package.Package, package.License)))
            .Where(package => !Accepted.Contains(package.License))
            .Select(package => $"{package.Id}: '{package.License}'");

    private static void Write(StringBuilder page, IEnumerable<KeyValuePair<(string Id, string Version), SortedSet<string>>> packages)
    {
        _ = page.Append("| package | version | licence |\n| --- | --- | --- |\n");
        foreach (
            ((string id, string version), _) in packages
                .OrderBy(package => package.Key.Id, StringComparer.OrdinalIgnoreCase)
                .ThenBy(package => package.Key.Version, StringComparer.Ordinal)
        )
        {
            _ = page.Append($"| {id} | {version} | {License(id, version)} |\n");
        }
    }

    private static string License(string id, string version) =>
        LockedPackages.LicenseOf(id, version) is { Length: > 0 } stated ? stated : ReadByHand.GetValueOrDefault(id, string.Empty);

    private static bool IsShipped(string id, SortedSet<string> projects) =>
        !LockedPackages.BuildOnly.Contains(id)
        && projects.Any(project => Repository.ProjectReferences.ContainsKey(project) && !NeverShipped.Contains(project));
}
