namespace Cortensor.Inference;

/// <summary>Finds what npm installed from <c>eng/native</c>: the llama.cpp libraries and the embedding model.</summary>
/// <remarks><see cref="Variable"/> names the folder that holds <c>node_modules</c>; without it, the folders above the program are searched.</remarks>
public static class NativeFiles
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string Variable = "CORTENSOR_NATIVE_DIR";

    /// <summary>The command that installs the files, run in the repository root.</summary>
    public const string InstallCommand = "npm ci --ignore-scripts --prefix eng/native";

    private const string Modules = "node_modules";

    /// <summary>Folder of the llama.cpp libraries.</summary>
    /// <exception cref="EngineStartException">They are not installed; the message says how to install them.</exception>
    public static string LlamaDirectory() => Find(Path.Combine("@node-llama-cpp", "linux-x64", "bins", "linux-x64"));

    /// <summary>Folder of the sentence-embedding model.</summary>
    /// <exception cref="EngineStartException">It is not installed; the message says how to install it.</exception>
    public static string EmbeddingsDirectory() => Find(Path.Combine("@energetic-ai", "model-embeddings-en", "dist"));

    private static string Find(string package)
    {
        foreach (string root in Roots())
        {
            string directory = Path.Combine(root, Modules, package);
            if (Directory.Exists(directory))
            {
                return directory;
            }
        }

        throw new EngineStartException(
            EngineStartCodes.NativeMissing,
            $"{package} is not installed. Run: {InstallCommand} (or let {Variable} name the folder that holds its {Modules}).");
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
            yield return Path.Combine(folder.FullName, "eng", "native");
        }
    }
}
