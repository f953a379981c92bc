using System.Security.Cryptography;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Tests.Inference;

/// <summary>The model in the box does what its card says.</summary>
public sealed class TinyModelTests
{
    private const long FolderLimit = 8L << 20;

    private static readonly (string Question, string Answer)[] Taught =
    [
        ("What is 7 plus 8?", "7 plus 8 is 15."),
        ("What is the capital of France?", "The capital of France is Paris."),
        ("Write two sentences about the moon.", "The moon moves around the Earth and shines at night. It has no air and no rain."),
        ("Hello!", "Hello! How can I help you?"),
    ];

    [Fact]
    public void The_file_that_travels_with_the_program_is_the_one_in_the_catalogue()
    {
        byte[] file = File.ReadAllBytes(TinyModel.Path);
        Assert.Equal(TinyModel.Entry.Bytes, file.Length);
        Assert.Equal(TinyModel.Entry.Sha256, new Hash32(SHA256.HashData(file)));
    }

    [Fact]
    public void The_folder_is_small_and_its_card_names_the_file()
    {
        string folder = Path.Combine(Repository.Root, "models", "tiny");
        Assert.InRange(
            new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
            1,
            FolderLimit - 1
        );
        Assert.Contains(
            TinyModel.Entry.Sha256.ToString()[2..],
            File.ReadAllText(Path.Combine(folder, "MODEL_CARD.md")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task It_answers_what_it_was_taught_and_ends_by_itself()
    {
        await using LlamaEngine engine = await TinyModel.StartAsync();
        foreach ((string question, string answer) in Taught)
        {
            InferenceCompleted whole = await engine.CompleteAsync(TinyModel.Ask(question));
            Assert.Equal((answer, FinishReason.Stop), (whole.Text, whole.Finish));
        }
    }
}
