using System.Text.Json;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Chain.Deployment;

/// <summary>The compiled contracts of the repository, <c>contracts/artifacts/</c>: what a deployment sends, without a compiler.</summary>
/// <remarks><c>contracts/tools/artifacts.mjs</c> writes them, and <c>contracts/check.sh</c> compares them with a fresh compile.</remarks>
public static class CommittedContracts
{
    private const string OwnSources = "src/";

    /// <summary>The folder of the artifacts.</summary>
    /// <param name="contractsFolder">The repository's folder <c>contracts</c>.</param>
    public static string FolderIn(string contractsFolder) => Path.Combine(contractsFolder, "artifacts");

    /// <summary>
    /// Sources of the project that are not those an artifact was compiled from: changed, or gone; relative paths, sorted.
    /// </summary>
    /// <remarks>
    /// A folder without sources, as in a package, is taken as it is. Libraries are pinned by the lock file and not looked at.
    /// </remarks>
    /// <exception cref="InvalidDataException">An artifact does not say what it was compiled from.</exception>
    public static async Task<IReadOnlyList<string>> ChangedSourcesAsync(
        string contractsFolder,
        CancellationToken cancellationToken = default
    )
    {
        if (!Directory.Exists(Path.Combine(contractsFolder, OwnSources)))
        {
            return [];
        }

        SortedDictionary<string, Hash32> compiled = new(StringComparer.Ordinal);
        foreach (string artifact in Directory.EnumerateFiles(FolderIn(contractsFolder), "*.json"))
        {
            // The deployment reads it later; what is wrong with it is told before anything is started.
            _ = await ContractArtifact.LoadAsync(artifact, cancellationToken);
            IReadOnlyDictionary<string, Hash32> sources = await SourcesAsync(artifact, cancellationToken);
            if (!sources.Keys.Any(source => source.StartsWith(OwnSources, StringComparison.Ordinal)))
            {
                throw new InvalidDataException($"{Path.GetFileName(artifact)} names no source of this project.");
            }

            foreach ((string source, Hash32 hash) in sources)
            {
                compiled[source] = hash;
            }
        }

        List<string> changed = [];
        foreach ((string source, Hash32 hash) in compiled.Where(entry => entry.Key.StartsWith(OwnSources, StringComparison.Ordinal)))
        {
            string path = Path.Combine(contractsFolder, source);
            if (!File.Exists(path) || Keccak256.Hash(await File.ReadAllBytesAsync(path, cancellationToken)) != hash)
            {
                changed.Add(source);
            }
        }

        return changed;
    }

    private static async Task<IReadOnlyDictionary<string, Hash32>> SourcesAsync(string artifact, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream file = File.OpenRead(artifact);
            using JsonDocument document = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
            return document
                .RootElement.GetProperty("sources")
                .EnumerateObject()
                .ToDictionary(
                    source => source.Name,
                    source => Hash32.Parse(source.Value.GetString() ?? string.Empty),
                    StringComparer.Ordinal
                );
        }
        catch (Exception malformed)
            when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{Path.GetFileName(artifact)} is no compiled contract: {malformed.Message}", malformed);
        }
    }
}
