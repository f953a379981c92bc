namespace Cortensor.Protocol.Inference;

/// <summary>Turns text into unit vectors whose cosine says how close two texts are in topic.</summary>
public interface IEmbedder
{
    /// <summary>The embedding model's name; thresholds are calibrated per model (protocol section 6).</summary>
    string Id { get; }

    /// <summary>Length of a vector.</summary>
    int Dimensions { get; }

    /// <summary>Cuts the text into windows of at most 128 pieces and embeds each. Empty text gives one window.</summary>
    /// <returns>One vector of length <see cref="Dimensions"/> and norm 1 per window, in order.</returns>
    ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedWindowsAsync(string text, CancellationToken cancellationToken);
}
