using Cortensor.Inference;
using Cortensor.Inference.Embeddings;

namespace Cortensor.Tests.Inference.Embeddings;

public sealed class UniversalSentenceEmbedderTests
{
    private static readonly Lazy<UniversalSentenceEmbedder?> Loaded = new(() =>
    {
        try
        {
            return UniversalSentenceEmbedder.Load();
        }
        catch (EngineStartException e) when (e.Code == EngineStartCodes.NativeMissing)
        {
            return null;
        }
    });

    private readonly UniversalSentenceEmbedder _embedder;

    public UniversalSentenceEmbedderTests()
    {
        Assert.SkipWhen(Loaded.Value is null, $"The embedding model is not installed: {EmbeddingFiles.InstallCommand}");
        _embedder = Loaded.Value!;
    }

    [Theory]
    [InlineData("How do I reset my password?", "I forgot my login credentials, how can I recover access?", 0.727)]
    [InlineData("What is the capital of France?", "Which city is the French capital?", 0.884)]
    [InlineData("How do I reset my password?", "The recipe needs two cups of flour.", 0.068)]
    public async Task The_published_check_values_come_out(string one, string other, double cosine) =>
        Assert.Equal(cosine, await CosineAsync(one, other), 0.001);

    [Fact]
    public async Task Compatibility_forms_are_one_text() =>
        Assert.Equal(1, await CosineAsync("The ﬁrst café\u00A0costs １２…", "The first cafe\u0301 costs 12..."), 1e-6);

    [Theory]
    [InlineData("")]
    [InlineData("中文\U0001F600")]
    [InlineData("one two three")]
    public async Task Any_short_text_is_one_window_of_norm_one(string text)
    {
        ReadOnlyMemory<float> window = Assert.Single(await _embedder.EmbedWindowsAsync(text, TestContext.Current.CancellationToken));
        Assert.Equal(_embedder.Dimensions, window.Length);
        Assert.Equal(1, Dot(window, window), 1e-5);
    }

    [Fact]
    public async Task Long_text_is_cut_into_windows_of_128_pieces()
    {
        string text = string.Join(' ', Enumerable.Repeat("the", 300));
        IReadOnlyList<ReadOnlyMemory<float>> windows = await _embedder.EmbedWindowsAsync(text, TestContext.Current.CancellationToken);
        Assert.Equal(3, windows.Count);
        Assert.True(Dot(windows[0], windows[1]) > 0.999, "Equal windows must have equal vectors.");
    }

    [Fact]
    public async Task A_damaged_model_is_named_with_the_command_that_helps()
    {
        DirectoryInfo copy = Directory.CreateTempSubdirectory("cortensor-embedder-");
        try
        {
            foreach (string file in Directory.GetFiles(EmbeddingFiles.Find()))
            {
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            }

            await File.WriteAllBytesAsync(
                Path.Combine(copy.FullName, "group1-shard7of7"),
                new byte[16],
                TestContext.Current.CancellationToken
            );
            EngineStartException refused = Assert.Throws<EngineStartException>(() => UniversalSentenceEmbedder.Load(copy.FullName));
            Assert.Equal(EngineStartCodes.ModelUnreadable, refused.Code);
            Assert.Contains(EmbeddingFiles.InstallCommand, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private async Task<double> CosineAsync(string one, string other)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        return Dot(
            (await _embedder.EmbedWindowsAsync(one, cancellationToken))[0],
            (await _embedder.EmbedWindowsAsync(other, cancellationToken))[0]
        );
    }

    private static double Dot(ReadOnlyMemory<float> one, ReadOnlyMemory<float> other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++)
        {
            sum += one.Span[i] * other.Span[i];
        }

        return sum;
    }
}
