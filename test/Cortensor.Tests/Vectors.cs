using System.IO.Compression;
using System.Text.Json;

namespace Cortensor.Tests;

/// <summary>
/// The shared test vectors: outside the repository, beside it, or where CORTENSOR_SHARED says. Tests skip when they are absent.
/// </summary>
internal static class Vectors
{
    public static JsonElement[] Load(string name)
    {
        string? folder = FindShared();
        string? file = folder is null ? null : Path.Combine(folder, "vectors", name + ".json.gz");
        Assert.SkipWhen(
            file is null || !File.Exists(file),
            $"No shared vectors: set CORTENSOR_SHARED to the folder that holds vectors/{name}.json.gz."
        );
        using GZipStream stream = new(File.OpenRead(file!), CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(stream);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static string? FindShared()
    {
        if (Environment.GetEnvironmentVariable("CORTENSOR_SHARED") is { Length: > 0 } configured)
        {
            return configured;
        }

        string beside = Path.Combine(Repository.Root, "..", "shared");
        return Directory.Exists(beside) ? beside : null;
    }
}
