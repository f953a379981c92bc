using Cortensor.Protocol.Inference;

namespace Cortensor.Tests.Oracle;

/// <summary>Texts with the same first word are close, others are as far as can be.</summary>
internal sealed class TextEmbedder : IEmbedder
{
    public string Id => "use-lite";

    public int Dimensions => 64;

    public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedWindowsAsync(string text, CancellationToken cancellationToken)
    {
        float[] vector = new float[Dimensions];
        vector[text.Split(' ')[0].Sum(letter => letter) % Dimensions] = 1;
        return ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<float>>>([vector]);
    }
}
