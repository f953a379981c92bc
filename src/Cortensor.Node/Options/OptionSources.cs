using Microsoft.Extensions.Configuration;

namespace Cortensor.Node.Options;

/// <summary>Where a node's options come from, weakest first, and which of them has the word on a key.</summary>
internal sealed class OptionSources : IDisposable
{
    /// <summary>Nobody said anything: the default in the code.</summary>
    public const string Default = "default";

    private const string Environment = "environment";
    private const string Flag = "flag";

    private readonly List<(string Name, IConfigurationProvider Provider)> _sources = [];
    private readonly ConfigurationRoot _root;

    /// <exception cref="InvalidDataException">The file is no JSON.</exception>
    public OptionSources(string? file, IReadOnlyDictionary<string, string?> flags)
    {
        ConfigurationBuilder builder = new();
        List<string> names = [];
        if (file is not null)
        {
            _ = builder.AddJsonFile(Path.GetFullPath(file), optional: false);
            names.Add(file);
        }

        _ = builder.AddEnvironmentVariables(NodeOptionsReader.EnvironmentPrefix).AddInMemoryCollection(flags);
        _root = (ConfigurationRoot)builder.Build();
        _sources.AddRange(names.Append(Environment).Append(Flag).Zip(_root.Providers));
    }

    /// <summary>Every key that somebody set, with its value; sections without a value are left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> All => _root.AsEnumerable().Where(entry => SourceOf(entry.Key) != Default);

    /// <summary>Who has the word on a key.</summary>
    public string SourceOf(string key)
    {
        for (int i = _sources.Count - 1; i >= 0; i--)
        {
            if (_sources[i].Provider.TryGet(key, out _))
            {
                return _sources[i].Name;
            }
        }

        return Default;
    }

    public void Dispose() => _root.Dispose();
}
