using Cortensor.Inference.Engines.Llama;
using Cortensor.Inference.Models;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Tests.Inference;

/// <summary>The default model, or the reason why a test must be skipped.</summary>
internal static class RealModel
{
    internal static readonly ModelId Id = ModelId.Parse("smollm2-135m-instruct");

    internal static readonly SamplingOptions Free = new()
    {
        Temperature = 1,
        TopP = 1,
        TopK = 0,
    };

    internal static string Path()
    {
        ModelEntry entry = ModelCatalogue.BuiltIn.Find(Id)!;
        string path = System.IO.Path.Combine(Shared("models"), entry.File);
        Assert.SkipUnless(File.Exists(path), $"{entry.File} is not in the mirror folder.");
        return path;
    }

    internal static LlamaEngineOptions Options() =>
        new()
        {
            Model = Id,
            ModelPath = Path(),
            WeightsSha256 = ModelCatalogue.BuiltIn.Find(Id)!.Sha256,
        };

    internal static Task<LlamaEngine> StartAsync(LlamaEngineOptions? options = null) =>
        LlamaEngine.StartAsync(options ?? Options(), null, TimeProvider.System, TestContext.Current.CancellationToken);

    internal static InferenceRequest Ask(string question, int maxTokens = 24) =>
        new()
        {
            Model = Id,
            Messages = [new ChatMessage("user", question)],
            MaxTokens = maxTokens,
            Sampling = SamplingOptions.Greedy,
        };

    internal static async Task<InferenceCompleted> CompleteAsync(this IInferenceEngine engine, InferenceRequest request) =>
        (InferenceCompleted)(await engine.GenerateAsync(request, TestContext.Current.CancellationToken).ToListAsync())[^1];

    /// <summary>A folder of <c>../shared</c>, which stands beside the repository where it exists at all.</summary>
    private static string Shared(string folder)
    {
        string? root = Environment.GetEnvironmentVariable("CORTENSOR_SHARED");
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); root is null && above is not null; above = above.Parent)
        {
            root = File.Exists(System.IO.Path.Combine(above.FullName, "Cortensor.slnx"))
                ? System.IO.Path.Combine(above.FullName, "..", "shared")
                : null;
        }

        string path = System.IO.Path.Combine(root ?? ".", folder);
        Assert.SkipUnless(Directory.Exists(path), "There is no shared folder beside the repository (CORTENSOR_SHARED may name it).");
        return path;
    }
}
