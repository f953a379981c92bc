using Cortensor.Protocol.Inference;

namespace Cortensor.Testing.Inference;

/// <summary>
/// Embeds a text as the counts of its words: equal words in any order are close, other words are far. No model, no files.
/// </summary>
public sealed class WordEmbedder : IEmbedder
{
    private const int WindowWords = 128;
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    /// <inheritdoc/>
    public string Id => "test-words";

    /// <inheritdoc/>
    public int Dimensions => 256;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedWindowsAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        cancellationToken.ThrowIfCancellationRequested();
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string[]> windows =
            words.Length == 0
                ?
                [
                    [string.Empty],
                ]
                : words.Chunk(WindowWords);
        return ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<float>>>([.. windows.Select(Embed)]);
    }

    private ReadOnlyMemory<float> Embed(string[] words)
    {
        float[] vector = new float[Dimensions];
        foreach (string word in words)
        {
            uint hash = word.Aggregate(FnvOffset, static (seen, letter) => (seen ^ char.ToLowerInvariant(letter)) * FnvPrime);
            vector[hash % (uint)Dimensions]++;
        }

        float norm = MathF.Sqrt(vector.Sum(static value => value * value));
        return vector.Select(value => value / norm).ToArray();
    }
}
