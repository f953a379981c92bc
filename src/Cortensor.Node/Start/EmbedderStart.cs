using Cortensor.Inference;
using Cortensor.Inference.Embeddings;
using Cortensor.Protocol.Inference;

namespace Cortensor.Node.Start;

/// <summary>Loads the sentence-embedding model of routers and oracles: 28 MB, a tenth of a second.</summary>
internal static class EmbedderStart
{
    /// <exception cref="CodedException">The model is not installed or damaged.</exception>
    public static Task<IEmbedder> RunAsync(CancellationToken cancellationToken) => Task.Run<IEmbedder>(Load, cancellationToken);

    private static UniversalSentenceEmbedder Load()
    {
        try
        {
            return UniversalSentenceEmbedder.Load();
        }
        catch (EngineStartException e)
        {
            throw new CodedException(ExitCodes.Engine, e.Message, e.Code, e);
        }
    }
}
