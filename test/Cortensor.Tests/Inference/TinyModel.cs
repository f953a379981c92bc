using Cortensor.Inference.Engines.Llama;
using Cortensor.Inference.Models;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Tests.Inference;

/// <summary>The model in the box, for tests that need a real model and not a good one. It is always there, as llama.cpp is.</summary>
/// <remarks>
/// Its answers have at most some fifty tokens and come within milliseconds: what must happen in the middle of an answer needs
/// <see cref="RealModel"/>.
/// </remarks>
internal static class TinyModel
{
    /// <summary>An answer of more than 24 tokens.</summary>
    internal const string LongQuestion = "Tell me a story about a fox in the forest.";

    internal static ModelEntry Entry => ModelCatalogue.BuiltIn.Shipped!;

    internal static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "models", Entry.File);

    internal static LlamaEngineOptions Options(string? path = null) =>
        new()
        {
            Model = Entry.Id,
            ModelPath = path ?? Path,
            WeightsSha256 = path is null ? Entry.Sha256 : Digest(path),
        };

    internal static Task<LlamaEngine> StartAsync(LlamaEngineOptions? options = null) =>
        LlamaEngine.StartAsync(options ?? Options(), null, TimeProvider.System, TestContext.Current.CancellationToken);

    internal static InferenceRequest Ask(string question, int maxTokens = 64) =>
        new()
        {
            Model = Entry.Id,
            Messages = [new ChatMessage("user", question)],
            MaxTokens = maxTokens,
            Sampling = SamplingOptions.Greedy,
        };

    private static Hash32 Digest(string path) => new(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
