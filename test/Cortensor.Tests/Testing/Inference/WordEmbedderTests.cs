using Cortensor.Testing.Inference;

namespace Cortensor.Tests.Testing.Inference;

public sealed class WordEmbedderTests
{
    private static readonly WordEmbedder Embedder = new();

    [Theory]
    [InlineData("", 1)]
    [InlineData("one two three", 1)]
    [InlineData("  spaced \n out ", 1)]
    public async Task Every_window_has_norm_1(string text, int windows)
    {
        IReadOnlyList<ReadOnlyMemory<float>> vectors = await Embedder.EmbedWindowsAsync(text, default);
        Assert.Equal(windows, vectors.Count);
        Assert.All(vectors, static vector => Assert.Equal(1, Dot(vector, vector), 5));
        Assert.All(vectors, static vector => Assert.Equal(Embedder.Dimensions, vector.Length));
    }

    [Fact]
    public async Task A_long_text_is_cut_into_windows() =>
        Assert.Equal(3, (await Embedder.EmbedWindowsAsync(string.Join(' ', Enumerable.Repeat("word", 300)), default)).Count);

    [Fact]
    public async Task Equal_words_are_close_and_other_words_are_far()
    {
        ReadOnlyMemory<float> one = (await Embedder.EmbedWindowsAsync("the sky is blue today", default))[0];
        ReadOnlyMemory<float> same = (await Embedder.EmbedWindowsAsync("today THE sky is blue", default))[0];
        ReadOnlyMemory<float> other = (await Embedder.EmbedWindowsAsync("bananas ripen slowly, monkeys wait", default))[0];
        Assert.Equal(1, Dot(one, same), 5);
        Assert.True(Dot(one, other) < 0.3);
    }

    private static double Dot(ReadOnlyMemory<float> left, ReadOnlyMemory<float> right)
    {
        double sum = 0;
        for (int index = 0; index < left.Length; index++)
        {
            sum += (double)left.Span[index] * right.Span[index];
        }

        return sum;
    }
}
