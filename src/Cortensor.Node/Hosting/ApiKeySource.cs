using Cortensor.Node.Options;
using Cortensor.Router;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using RouterKey = Cortensor.Router.Keys.ApiKeyOptions;

namespace Cortensor.Node.Hosting;

/// <summary>
/// Gives the router its API keys, and again when the configuration file changes: a key is bound to a session without a restart.
/// </summary>
internal sealed class ApiKeySource : IConfigureOptions<RouterOptions>, IOptionsChangeTokenSource<RouterOptions>, IDisposable
{
    private readonly ILogger<ApiKeySource> _logger;
    private readonly ConfigurationRoot? _file;
    private IList<RouterApiKeyOptions> _keys;
    private bool _changed;

    public ApiKeySource(NodeOptions options, ILogger<ApiKeySource> logger)
    {
        _logger = logger;
        _keys = options.Router.ApiKeys;
        if (options.File is not { } path)
        {
            return;
        }

        IConfigurationBuilder builder = new ConfigurationBuilder().AddJsonFile(source =>
        {
            source.Path = path;
            source.ReloadOnChange = true;
            // Half an edit: then there are no keys in it, and the earlier ones stay.
            source.OnLoadException = static failure => failure.Ignore = true;
            source.ResolveFileProvider();
        });
        _file = (ConfigurationRoot)builder.Build();
    }

    public string Name => Microsoft.Extensions.Options.Options.DefaultName;

    public IChangeToken GetChangeToken() => _file?.GetReloadToken() ?? new CancellationChangeToken(CancellationToken.None);

    public void Configure(RouterOptions options)
    {
        if (_changed && _file is not null)
        {
            Read(_file.GetSection("Router:ApiKeys").Get<List<RouterApiKeyOptions>>() ?? []);
        }

        _changed = true; // from now on the file has the word; at first it was one source among others
        options.Keys =
        [
            .. _keys.Select(key => new RouterKey
            {
                Name = key.Name,
                Sha256 = key.Sha256,
                Sessions = key.Sessions,
                RequestsPerMinute = key.RequestsPerMinute,
                ConcurrentRequests = key.ConcurrentRequests,
            }),
        ];
    }

    public void Dispose() => _file?.Dispose();

    private void Read(List<RouterApiKeyOptions> keys)
    {
        List<string> faults = NodeOptionsValidator.FaultsOf(keys);
        if (faults.Count > 0)
        {
            Log.KeysKept(_logger, string.Join(' ', faults));
            return;
        }

        _keys = keys;
        Log.KeysRead(_logger, keys.Count);
    }
}
