using Cortensor.Primitives;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Inference.Models;

/// <summary>
/// Finds model files: an explicit path, the cache, the mirrors, what ships with the program, the public address, in this order. What it
/// returns has been verified.
/// </summary>
public sealed class ModelStore
{
    private readonly ModelCatalogue _catalogue;
    private readonly ModelStoreOptions _options;
    private readonly VerificationNotes _notes;
    private readonly ModelDownload _download;
    private readonly ILogger _logger;

    /// <summary>A store over a catalogue.</summary>
    /// <param name="catalogue">The models that are known.</param>
    /// <param name="options">Where to look.</param>
    /// <param name="http">Used for downloads only.</param>
    /// <param name="time">Measures download time-outs.</param>
    /// <param name="loggers">Null for silence.</param>
    public ModelStore(
        ModelCatalogue catalogue,
        ModelStoreOptions options,
        HttpClient http,
        TimeProvider time,
        ILoggerFactory? loggers = null
    )
        : this(catalogue, options, http, time, loggers, openPart: null) { }

    internal ModelStore(
        ModelCatalogue catalogue,
        ModelStoreOptions options,
        HttpClient http,
        TimeProvider time,
        ILoggerFactory? loggers,
        Func<string, PartFile>? openPart
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        _catalogue = catalogue;
        _options = options;
        _notes = new VerificationNotes(Path.Combine(options.CacheDirectory, "verified"));
        _download = new ModelDownload(http, options.ReadTimeout, time, openPart);
        _logger = loggers?.CreateLogger<ModelStore>() ?? NullLogger<ModelStore>.Instance;
    }

    /// <summary>Finds the catalogue's default model or, when it cannot be had, the small one that ships with the program.</summary>
    /// <param name="fellBack">Hears one line for people when it is the small one, and why.</param>
    /// <param name="progress">Hears the bytes downloaded so far.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ModelStoreException">Neither can be had; the code is the default model's.</exception>
    public async Task<ResolvedModel> ResolveDefaultAsync(
        IProgress<string> fellBack,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(fellBack);
        ModelId wanted = _catalogue.Models[0].Id;
        try
        {
            return await ResolveAsync(wanted, null, progress, cancellationToken);
        }
        catch (ModelStoreException e) when (_catalogue.Shipped is not null)
        {
            if (await FindLocalAsync(_catalogue.Shipped, cancellationToken) is not { } shipped)
            {
                throw;
            }

            fellBack.Report(
                $"{wanted} cannot be had here ({e.Code}): {shipped.Id} answers, the model in the box, which knows very little."
            );
            return shipped;
        }
    }

    /// <summary>Finds a model.</summary>
    /// <param name="id">Its name. A name outside the catalogue needs an explicit path and is taken as it is.</param>
    /// <param name="explicitPath">A file that must be used and no other; null to search.</param>
    /// <param name="progress">Hears the bytes downloaded so far.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ModelStoreException">It cannot be had; the code says why.</exception>
    public async Task<ResolvedModel> ResolveAsync(
        ModelId id,
        string? explicitPath,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        ModelEntry? entry = _catalogue.Find(id);
        if (explicitPath is not null)
        {
            return await ExplicitAsync(id, entry, explicitPath, cancellationToken);
        }

        if (entry is null)
        {
            string known = string.Join(", ", _catalogue.Models.Select(model => model.Id.Value));
            throw new ModelStoreException(ModelStoreCodes.NotFound, $"There is no model '{id}' in the catalogue. Known: {known}.");
        }

        return await FindLocalAsync(entry, cancellationToken) ?? await DownloadAsync(entry, progress, cancellationToken);
    }

    /// <summary>Looks for a model without downloading it.</summary>
    /// <returns>Null when no folder has it.</returns>
    public async Task<ResolvedModel?> FindLocalAsync(ModelEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        foreach (string path in Places(entry))
        {
            if (File.Exists(path) && await IsModelAsync(path, entry, cancellationToken))
            {
                Log.Found(_logger, entry.Id.Value, path);
                return new ResolvedModel(entry.Id, path, entry.Sha256, entry);
            }
        }

        return null;
    }

    /// <summary>Reads every file under the model's name, in cache and mirrors, whatever was noted about it before.</summary>
    public async Task<IReadOnlyList<ModelCheck>> VerifyAsync(ModelEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        List<ModelCheck> checks = [];
        foreach (string path in Places(entry).Where(File.Exists))
        {
            try
            {
                checks.Add(new ModelCheck(entry, path, await _notes.DigestAsync(path, cancellationToken, anew: true)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.Unreadable(_logger, path, e.Message);
                checks.Add(new ModelCheck(entry, path, null));
            }
        }

        return checks;
    }

    private IEnumerable<string> Places(ModelEntry entry) =>
        (
            (IEnumerable<string>)
                [_options.CacheDirectory, .. _options.Mirrors, .. entry.Shipped ? [_options.ShippedDirectory] : (string[])[]]
        ).Select(directory => Path.Combine(directory, entry.File));

    private async Task<ResolvedModel> ExplicitAsync(ModelId id, ModelEntry? entry, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new ModelStoreException(ModelStoreCodes.NotFound, $"There is no model file at {path}.");
        }

        Hash32 digest = await _notes.DigestAsync(path, cancellationToken);
        return entry is null || digest == entry.Sha256
            ? new ResolvedModel(id, path, digest, entry)
            : throw new ModelStoreException(ModelStoreCodes.Corrupt, $"{path} has sha256 {digest}, expected {entry.Sha256} for {id}.");
    }

    private async Task<bool> IsModelAsync(string path, ModelEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            Hash32 digest = await _notes.DigestAsync(path, cancellationToken);
            if (digest == entry.Sha256)
            {
                return true;
            }

            Log.WrongFile(_logger, path, entry.Id.Value, digest.ToString(), entry.Sha256.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.Unreadable(_logger, path, e.Message);
        }

        return false;
    }

    private async Task<ResolvedModel> DownloadAsync(ModelEntry entry, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        string places = string.Join(", ", [_options.CacheDirectory, .. _options.Mirrors]);
        List<Uri> addresses = [.. _options.Addresses.Select(folder => new Uri(folder, entry.File))];
        if (entry.Url is { } home)
        {
            addresses.Add(home);
        }

        if (addresses.Count == 0)
        {
            throw new ModelStoreException(
                ModelStoreCodes.Unreachable,
                $"{entry.Id} has no public address and {entry.File} is in none of: {places}. Let {ModelStoreOptions.MirrorsVariable} name a folder that has it."
            );
        }

        string path = Path.Combine(_options.CacheDirectory, entry.File);
        for (int i = 0; ; i++)
        {
            Log.Downloading(_logger, entry.Id.Value, entry.Bytes, addresses[i]);
            try
            {
                await _download.RunAsync(entry, addresses[i], path, progress, cancellationToken);
                return new ResolvedModel(entry.Id, path, entry.Sha256, entry);
            }
            catch (ModelStoreException e)
                when (i + 1 < addresses.Count && e.Code is (ModelStoreCodes.Corrupt or ModelStoreCodes.Unreachable))
            {
                Log.PassedOver(_logger, e.Message);
            }
            catch (ModelStoreException e)
            {
                throw new ModelStoreException(
                    e.Code,
                    $"{e.Message.TrimEnd('.')}. Looked before in: {places}. {ModelStoreOptions.MirrorsVariable} may name a folder that has {entry.File}.",
                    e
                );
            }
        }
    }
}
