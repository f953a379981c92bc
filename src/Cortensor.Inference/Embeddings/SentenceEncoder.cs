namespace Cortensor.Inference.Embeddings;

/// <summary>
/// Universal Sentence Encoder lite: up to 128 piece ids in, one unit vector out. Immutable, so any number of threads may use it.
/// </summary>
internal sealed class SentenceEncoder
{
    /// <summary>Length of a vector.</summary>
    internal const int Dimensions = EncoderLayer.Width;

    /// <summary>Most pieces that are read at once.</summary>
    internal const int MaxPieces = 128;

    private const int EmbeddingWidth = 256;
    private const int EmbeddingRows = 8002;
    private const float EmbeddingScale = 2;

    private readonly ReadOnlyMemory<float> _embeddings;
    private readonly ReadOnlyMemory<float> _timing;
    private readonly EncoderLayer _first;
    private readonly EncoderLayer _second;
    private readonly ReadOnlyMemory<float> _final;
    private readonly ReadOnlyMemory<float> _finalBias;

    internal SentenceEncoder(EncoderWeights weights)
    {
        _embeddings = weights.Get("module/Embeddings_en", EmbeddingRows * EmbeddingWidth);
        _timing = weights.Get("AddTimingSignal/TimingSignal/ExpandDims_1", EmbeddingWidth / 2);
        _first = new EncoderLayer(weights, 0, EmbeddingWidth);
        _second = new EncoderLayer(weights, 1, EncoderLayer.Width);
        _final = weights.Get("hidden_layers/tanh_layer_0/weights", Dimensions * Dimensions);
        _finalBias = weights.Get("hidden_layers/tanh_layer_0/bias", Dimensions);
    }

    /// <param name="pieces">At least one, at most <see cref="MaxPieces"/>.</param>
    internal float[] Encode(ReadOnlySpan<int> pieces)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pieces.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pieces.Length, MaxPieces);
        float[] rows = _second.Run(_first.Run(Embed(pieces)));
        float[] mean = new float[Dimensions];
        for (int row = 0; row < pieces.Length; row++)
        {
            Matrix.AddScaled(mean, rows.AsSpan(row * Dimensions, Dimensions), 1f / pieces.Length);
        }

        float[] vector = Matrix.Multiply(mean, Dimensions, _final.Span, _finalBias.Span);
        double square = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = MathF.Tanh(vector[i]);
            square += vector[i] * vector[i];
        }

        float norm = (float)Math.Sqrt(square);
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] /= norm;
        }

        return vector;
    }

    /// <summary>Twice the piece's embedding plus the signal of its place: sines, then cosines.</summary>
    private float[] Embed(ReadOnlySpan<int> pieces)
    {
        float[] rows = new float[pieces.Length * EmbeddingWidth];
        ReadOnlySpan<float> timing = _timing.Span;
        for (int place = 0; place < pieces.Length; place++)
        {
            Span<float> row = rows.AsSpan(place * EmbeddingWidth, EmbeddingWidth);
            Matrix.AddScaled(row, _embeddings.Span.Slice(pieces[place] * EmbeddingWidth, EmbeddingWidth), EmbeddingScale);
            for (int i = 0; i < timing.Length; i++)
            {
                (float sine, float cosine) = MathF.SinCos(place * timing[i]);
                row[i] += sine;
                row[timing.Length + i] += cosine;
            }
        }

        return rows;
    }
}
