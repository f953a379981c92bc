using System.Numerics;
using System.Runtime.InteropServices;

namespace Cortensor.Inference.Embeddings;

/// <summary>Row-major arithmetic whose results do not depend on the width of the machine's vectors: sums run in one fixed order.</summary>
internal static class Matrix
{
    /// <summary><c>rows × weights + bias</c>; weights are [inputs, outputs].</summary>
    internal static float[] Multiply(ReadOnlySpan<float> rows, int inputs, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        int outputs = bias.Length;
        int count = rows.Length / inputs;
        float[] result = new float[count * outputs];
        for (int row = 0; row < count; row++)
        {
            Span<float> target = result.AsSpan(row * outputs, outputs);
            bias.CopyTo(target);
            for (int i = 0; i < inputs; i++)
            {
                AddScaled(target, weights.Slice(i * outputs, outputs), rows[(row * inputs) + i]);
            }
        }

        return result;
    }

    /// <summary><c>target += source · factor</c>.</summary>
    internal static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        Span<Vector<float>> wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> wideSource = MemoryMarshal.Cast<float, Vector<float>>(source);
        Vector<float> wideFactor = new(factor);
        for (int i = 0; i < wideTarget.Length; i++)
        {
            wideTarget[i] += wideSource[i] * wideFactor;
        }

        for (int i = wideTarget.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * factor;
        }
    }

    internal static void Add(Span<float> target, ReadOnlySpan<float> source) => AddScaled(target, source, 1);

    /// <summary>Every row to mean 0 and variance 1, then scaled and shifted.</summary>
    internal static float[] LayerNorm(ReadOnlySpan<float> rows, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
    {
        const double Epsilon = 1e-6;
        int width = scale.Length;
        float[] result = new float[rows.Length];
        for (int start = 0; start < rows.Length; start += width)
        {
            double mean = 0;
            for (int i = 0; i < width; i++)
            {
                mean += rows[start + i];
            }

            mean /= width;
            double variance = 0;
            for (int i = 0; i < width; i++)
            {
                double distance = rows[start + i] - mean;
                variance += distance * distance;
            }

            double factor = 1 / Math.Sqrt((variance / width) + Epsilon);
            for (int i = 0; i < width; i++)
            {
                result[start + i] = (float)((rows[start + i] - mean) * factor * scale[i]) + shift[i];
            }
        }

        return result;
    }

    internal static void Relu(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Max(values[i], 0);
        }
    }

    internal static void Softmax(Span<float> values)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in values)
        {
            largest = Math.Max(largest, value);
        }

        float sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Exp(values[i] - largest);
            sum += values[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] /= sum;
        }
    }
}
