using Cortensor.Inference.Models;

namespace Cortensor.Bench.Common;

/// <summary>The catalogue's default model: from the cache, a mirror, or the shared folder beside the repository.</summary>
internal static class BenchModel
{
    public static async Task<ResolvedModel> FindAsync(CancellationToken cancellationToken)
    {
        ModelStoreOptions options = ModelStoreOptions.FromEnvironment();
        if (Shared() is { } shared)
        {
            options = options with { Mirrors = [.. options.Mirrors, shared] };
        }

        using HttpClient http = new();
        ModelStore store = new(ModelCatalogue.BuiltIn, options, http, TimeProvider.System);
        return await store.ResolveAsync(ModelCatalogue.BuiltIn.Models[0].Id, null, null, cancellationToken);
    }

    /// <summary>Lets the nodes that are started from here find it too.</summary>
    public static void TellNodes()
    {
        if (Shared() is { } shared && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ModelStoreOptions.MirrorsVariable)))
        {
            Environment.SetEnvironmentVariable(ModelStoreOptions.MirrorsVariable, shared);
        }
    }

    private static string? Shared()
    {
        string folder = Path.GetFullPath(
            Path.Combine(Environment.GetEnvironmentVariable("CORTENSOR_SHARED") ?? Path.Combine(Checkout.Home, "..", "shared"), "models")
        );
        return Directory.Exists(folder) ? folder : null;
    }
}
