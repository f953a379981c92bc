using Cortensor.Devnet.Start;
using Cortensor.Devnet.State;
using Cortensor.Inference.Models;
using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.Devnet;

/// <summary>Decides which model a network runs, before it has one: every node and the session must name the same.</summary>
public static class DevnetModel
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The model that was asked for as it is; without one the default model, or the one that ships with the program when that cannot be
    /// had.
    /// </summary>
    /// <param name="asked">Catalogue id; null when nobody named one.</param>
    /// <param name="engine">The scripted engine needs no file and always plays the default model.</param>
    /// <param name="places">Where model files may be.</param>
    /// <param name="progress">Hears the one line that says that the small model answers.</param>
    /// <param name="time">Measures download time-outs.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="CodedException">No model can be had at all; the code is the store's.</exception>
    public static async Task<string> ChooseAsync(
        string? asked,
        string engine,
        ModelStoreOptions places,
        IProgress<string> progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (asked is not null || engine != EngineNames.Llama)
        {
            return asked ?? DevnetOptions.DefaultModel;
        }
        // Without a network the packets may vanish: people must not wait for that as long as for a slow download.
        using SocketsHttpHandler handler = new() { ConnectTimeout = ConnectTimeout };
        using HttpClient http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            ModelStore store = new(ModelCatalogue.BuiltIn, places, http, time);
            return (await store.ResolveDefaultAsync(progress, new DownloadLines(DevnetOptions.DefaultModel, progress), cancellationToken))
                .Id
                .Value;
        }
        catch (ModelStoreException e)
        {
            throw new CodedException(ExitCodes.Engine, e.Message, e.Code, e);
        }
    }

    /// <summary>The model of the network that a folder holds, null when it holds none.</summary>
    public static string? Kept(string dataDir) => DevnetSettings.Find(new DevnetPaths(Path.GetFullPath(dataDir)))?.Model;
}
