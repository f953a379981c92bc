namespace Cortensor.Inference.Embeddings;

/// <summary>
/// One transformer layer of the sentence encoder: attention, then feed-forward, each behind a layer norm and beside a shortcut.
/// </summary>
internal sealed class EncoderLayer
{
    /// <summary>What leaves a layer.</summary>
    internal const int Width = 512;

    private const int Heads = 4;
    private const int Hidden = 1536;

    private readonly int _inputs;
    private readonly ReadOnlyMemory<float> _attentionScale;
    private readonly ReadOnlyMemory<float> _attentionShift;
    private readonly ReadOnlyMemory<float> _qkv;
    private readonly ReadOnlyMemory<float> _qkvBias;
    private readonly ReadOnlyMemory<float> _output;
    private readonly ReadOnlyMemory<float> _outputBias;
    private readonly ReadOnlyMemory<float> _shortcut;
    private readonly ReadOnlyMemory<float> _shortcutBias;
    private readonly ReadOnlyMemory<float> _forwardScale;
    private readonly ReadOnlyMemory<float> _forwardShift;
    private readonly ReadOnlyMemory<float> _up;
    private readonly ReadOnlyMemory<float> _upBias;
    private readonly ReadOnlyMemory<float> _down;
    private readonly ReadOnlyMemory<float> _downBias;

    /// <param name="weights">The model's tensors.</param>
    /// <param name="index">0 or 1.</param>
    /// <param name="inputs">What enters; where it is not <see cref="Width"/>, the shortcut has weights of its own.</param>
    internal EncoderLayer(EncoderWeights weights, int index, int inputs)
    {
        const string Concat = "/ConcatPartitions/concat";
        string layer = $"/Layer_{index}/TransformerLayer/";
        string norm = "layer_prepostprocess/layer_norm/layer_norm_";
        _inputs = inputs;
        _attentionScale = weights.Get($"Encode{layer}{norm}scale{Concat}", inputs);
        _attentionShift = weights.Get($"Encode{layer}{norm}bias{Concat}", inputs);
        _qkv = weights.Get($"{layer}MultiheadAttention/qkv_transform_single/kernel/part_0", inputs * inputs * 3);
        _qkvBias = weights.Get($"{layer}MultiheadAttention/qkv_transform_single/bias{Concat}", inputs * 3);
        _output = weights.Get($"{layer}MultiheadAttention/output_transform_single/kernel/part_0", inputs * Width);
        _outputBias = weights.Get($"{layer}MultiheadAttention/output_transform_single/bias{Concat}", Width);
        if (inputs != Width)
        {
            _shortcut = weights.Get($"{layer}dense/kernel{Concat}", inputs * Width);
            _shortcutBias = weights.Get($"{layer}dense/bias{Concat}", Width);
        }

        _forwardScale = weights.Get($"{layer}FFN/{norm}scale{Concat}", Width);
        _forwardShift = weights.Get($"{layer}FFN/{norm}bias{Concat}", Width);
        _up = weights.Get($"{layer}FFN/conv1/Tensordot/Reshape_1", Width * Hidden);
        _upBias = weights.Get($"{layer}FFN/conv1/bias{Concat}", Hidden);
        _down = weights.Get($"{layer}FFN/conv2/Tensordot/Reshape_1", Hidden * Width);
        _downBias = weights.Get($"{layer}FFN/conv2/bias{Concat}", Width);
    }

    /// <summary>Rows of <c>inputs</c> in, as many rows of <see cref="Width"/> out.</summary>
    internal float[] Run(ReadOnlySpan<float> rows)
    {
        float[] normal = Matrix.LayerNorm(rows, _attentionScale.Span, _attentionShift.Span);
        float[] mixed = Attend(Matrix.Multiply(normal, _inputs, _qkv.Span, _qkvBias.Span));
        float[] result = Matrix.Multiply(mixed, _inputs, _output.Span, _outputBias.Span);
        Matrix.Add(result, _shortcut.IsEmpty ? rows : Matrix.Multiply(rows, _inputs, _shortcut.Span, _shortcutBias.Span));

        float[] hidden = Matrix.Multiply(Matrix.LayerNorm(result, _forwardScale.Span, _forwardShift.Span), Width, _up.Span, _upBias.Span);
        Matrix.Relu(hidden);
        Matrix.Add(result, Matrix.Multiply(hidden, Hidden, _down.Span, _downBias.Span));
        return result;
    }

    /// <summary>Queries, keys and values lie side by side in a row; so do the heads inside each.</summary>
    private float[] Attend(ReadOnlySpan<float> qkv)
    {
        int count = qkv.Length / (3 * _inputs);
        int width = _inputs / Heads;
        float scale = (float)(1 / Math.Sqrt(width));
        float[] result = new float[count * _inputs];
        float[] scores = new float[count];
        for (int head = 0; head < Heads; head++)
        {
            for (int from = 0; from < count; from++)
            {
                ReadOnlySpan<float> query = qkv.Slice((from * 3 * _inputs) + (head * width), width);
                for (int to = 0; to < count; to++)
                {
                    ReadOnlySpan<float> key = qkv.Slice((to * 3 * _inputs) + _inputs + (head * width), width);
                    float score = 0;
                    for (int i = 0; i < width; i++)
                    {
                        score += query[i] * scale * key[i];
                    }

                    scores[to] = score;
                }

                Matrix.Softmax(scores);
                Span<float> target = result.AsSpan((from * _inputs) + (head * width), width);
                for (int to = 0; to < count; to++)
                {
                    Matrix.AddScaled(target, qkv.Slice((to * 3 * _inputs) + (2 * _inputs) + (head * width), width), scores[to]);
                }
            }
        }

        return result;
    }
}
