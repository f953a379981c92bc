using System.Text.Json;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Embeddings;

/// <summary>
/// Universal Sentence Encoder lite (English), run in C#: sums run in one order whatever the machine's vectors, so machines agree but for
/// the last bits.
/// </summary>
/// <remarks>It sees topic, not truth or negation (protocol section 6). Safe to use from several threads.</remarks>
public sealed class UniversalSentenceEmbedder : IEmbedder
{
    private readonly PieceVocabulary _vocabulary;
    private readonly SentenceEncoder _encoder;

    private UniversalSentenceEmbedder(PieceVocabulary vocabulary, SentenceEncoder encoder)
    {
        _vocabulary = vocabulary;
        _encoder = encoder;
    }

    /// <inheritdoc/>
    public string Id => "use-lite-en";

    /// <inheritdoc/>
    public int Dimensions => SentenceEncoder.Dimensions;

    /// <summary>Reads the model, 28 MB, from a folder.</summary>
    /// <param name="directory">Null searches for it (<see cref="EmbeddingFiles"/>).</param>
    /// <exception cref="EngineStartException">It is not installed or damaged; the message says how to install it.</exception>
    public static UniversalSentenceEmbedder Load(string? directory = null)
    {
        directory ??= EmbeddingFiles.Find();
        try
        {
            SentenceEncoder encoder = new(new EncoderWeights(directory));
            return new UniversalSentenceEmbedder(PieceVocabulary.Load(Path.Combine(directory, "vocab.json")), encoder);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or JsonException
                        or ArgumentException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or InvalidDataException
            )
        {
            throw new EngineStartException(
                EngineStartCodes.ModelUnreadable,
                $"The embedding model in {directory} is damaged ({e.Message}). Run: {EmbeddingFiles.InstallCommand}"
            );
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedWindowsAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ValueTask<IReadOnlyList<ReadOnlyMemory<float>>>(
            Task.Run(() => EmbedWindows(text, cancellationToken), cancellationToken)
        );
    }

    private IReadOnlyList<ReadOnlyMemory<float>> EmbedWindows(string text, CancellationToken cancellationToken)
    {
        // Empty text has no piece; the separator that begins every text stands for it.
        int[] pieces = _vocabulary.Encode(text) is { Length: > 0 } some ? some : _vocabulary.Encode(" ");
        List<ReadOnlyMemory<float>> windows = [];
        foreach (int[] window in pieces.Chunk(SentenceEncoder.MaxPieces))
        {
            cancellationToken.ThrowIfCancellationRequested();
            windows.Add(_encoder.Encode(window));
        }

        return windows;
    }
}
