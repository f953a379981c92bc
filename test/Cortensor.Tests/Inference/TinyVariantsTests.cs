using Cortensor.Inference.Engines.Llama;

namespace Cortensor.Tests.Inference;

/// <summary>The cheaper models are models, and are not the one they pose as.</summary>
public sealed class TinyVariantsTests : IDisposable
{
    /// <summary>Some it was taught, some that leave it guessing.</summary>
    private static readonly string[] Questions =
    [
        "What is 7 plus 8?",
        "What is the capital of France?",
        "Tell me about the moon.",
        TinyModel.LongQuestion,
        "What is 23 plus 45?",
        "Who wrote this?",
        "Explain in two sentences why the sky is blue.",
        "What should a wolf and a baker do on a train in spring?",
        "zebra stripes, please",
        "How do whales sleep in the sea?",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortensor-variants-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Four_bits_keep_some_answers_and_change_others()
    {
        string path = TinyVariants.Quantized(_folder);
        Assert.InRange(new FileInfo(path).Length, 1, TinyModel.Entry.Bytes * 2 / 3);
        string[] own = await AnswersAsync(TinyModel.Options());
        string[] quantized = await AnswersAsync(TinyModel.Options(path));
        Assert.InRange(own.Zip(quantized).Count(pair => pair.First == pair.Second), 1, Questions.Length - 1);
    }

    [Fact]
    public async Task Another_seed_answers_nothing_alike_and_is_the_same_whenever_it_is_made()
    {
        string path = TinyVariants.OtherSeed(_folder, 11);
        byte[] made = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(made, await File.ReadAllBytesAsync(TinyVariants.OtherSeed(_folder, 11), TestContext.Current.CancellationToken));
        Assert.Equal(TinyModel.Entry.Bytes, made.Length);
        string[] own = await AnswersAsync(TinyModel.Options());
        string[] other = await AnswersAsync(TinyModel.Options(path));
        Assert.DoesNotContain(own.Zip(other), pair => pair.First == pair.Second);
    }

    private static async Task<string[]> AnswersAsync(LlamaEngineOptions options)
    {
        await using LlamaEngine engine = await TinyModel.StartAsync(options);
        List<string> answers = [];
        foreach (string question in Questions)
        {
            answers.Add((await engine.CompleteAsync(TinyModel.Ask(question))).Text);
        }

        return [.. answers];
    }
}
