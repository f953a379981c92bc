using Cortensor.Inference.Models;
using Cortensor.Node;
using Cortensor.Node.Options;
using Cortensor.Primitives;

namespace Cortensor.Devnet.Start;

/// <summary>
/// Has the model's file on this machine before anything starts: a wrong name or a missing file then costs no network, and one download
/// serves all miners.
/// </summary>
internal static class ModelAtHand
{
    /// <exception cref="CodedException">It is in no folder and cannot be fetched; the code is the store's.</exception>
    public static async Task EnsureAsync(
        DevnetOptions options,
        ModelStoreOptions places,
        IProgress<string> progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (options.Engine != EngineNames.Llama)
        {
            return;
        }

        if (!ModelId.TryParse(options.Model, null, out ModelId model))
        {
            throw new CodedException(ExitCodes.Configuration, $"'{options.Model}' is no model id.");
        }
        // The store gives up by itself when nothing comes any more; a slow line may take longer than the client's own limit.
        using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            ModelStore store = new(ModelCatalogue.BuiltIn, places, http, time);
            _ = await store.ResolveAsync(model, null, new DownloadLines(options.Model, progress), cancellationToken);
        }
        catch (ModelStoreException e)
        {
            throw new CodedException(ExitCodes.Engine, e.Message, e.Code, e);
        }
    }
}
