namespace Cortensor.Inference.Models;

/// <summary>Where models are kept and looked for.</summary>
public sealed record ModelStoreOptions
{
    /// <summary>Environment variable: mirror folders, separated as in <c>PATH</c>.</summary>
    public const string MirrorsVariable = "CORTENSOR_MODEL_MIRRORS";

    /// <summary>
    /// Environment variable: addresses of folders that serve model files under their catalogue names, separated by spaces; asked before the
    /// public ones.
    /// </summary>
    public const string AddressesVariable = "CORTENSOR_MODEL_URLS";

    /// <summary>Default of <see cref="ReadTimeout"/>.</summary>
    public static readonly TimeSpan DefaultReadTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Folder for downloaded models and for notes on verified files.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Folders that may hold model files under their catalogue names; read, never written.</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    /// <summary>Addresses of folders that serve model files under their catalogue names; asked before the public address.</summary>
    public IReadOnlyList<Uri> Addresses { get; init; } = [];

    /// <summary>How long a download may bring nothing before it is given up.</summary>
    public TimeSpan ReadTimeout { get; init; } = DefaultReadTimeout;

    /// <summary>Folder of the model files that come with the program.</summary>
    public string ShippedDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>
    /// The user's cache folder (<c>XDG_CACHE_HOME</c> or <c>~/.cache</c>, then <c>cortensor/models</c>) and the mirrors of the environment.
    /// </summary>
    public static ModelStoreOptions FromEnvironment()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }

        string mirrors = Environment.GetEnvironmentVariable(MirrorsVariable) ?? string.Empty;
        string addresses = Environment.GetEnvironmentVariable(AddressesVariable) ?? string.Empty;
        return new ModelStoreOptions
        {
            CacheDirectory = Path.Combine(cache, "cortensor", "models"),
            Mirrors = mirrors.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Addresses =
            [
                .. addresses
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Where(address => Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
                    .Select(address => new Uri(address.EndsWith('/') ? address : address + "/")),
            ],
        };
    }
}
