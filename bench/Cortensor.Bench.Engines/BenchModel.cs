using Cortensor.Inference.Models;
using Cortensor.Primitives;

namespace Cortensor.Bench.Engines;

/// <summary>The catalogue's default model: from the cache, a mirror, or the shared folder beside the repository.</summary>
internal static class BenchModel
{
    public static async Task<ResolvedModel> FindAsync(CancellationToken cancellationToken)
    {
        ModelStoreOptions options = ModelStoreOptions.FromEnvironment();
        if (Shared() is { } shared)
            options = options with { Mirrors = [.. options.Mirrors, shared] };
        using HttpClient http = new();
        ModelStore store = new(ModelCatalogue.BuiltIn, options, http, TimeProvider.System);
        return await store.ResolveAsync(ModelCatalogue.BuiltIn.Models[0].Id, null, null, cancellationToken);
    }

    private static string? Shared()
    {
        string? root = Environment.GetEnvironmentVariable("CORTENSOR_SHARED");
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); root is null && above is not null; above = above.Parent)
            root = File.Exists(Path.Combine(above.FullName, "Cortensor.slnx")) ? Path.Combine(above.FullName, "..", "shared") : null;
        string folder = Path.GetFullPath(Path.Combine(root ?? ".", "models"));
        return Directory.Exists(folder) ? folder : null;
    }
}
