using System.Net;
using System.Security.Cryptography;
using Cortensor.Inference.Models;
using Cortensor.Primitives;

namespace Cortensor.Tests.Inference.Models;

/// <summary>What the store does when nobody named a model.</summary>
public sealed class ModelStoreFallbackTests : IDisposable
{
    private static readonly byte[] Large = [1, 2, 3, 4, 5];
    private static readonly byte[] Small = [9, 8, 7];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cortensor-fallback-");
    private readonly Lines _said = new();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void The_built_in_catalogue_ships_one_chat_model_that_needs_no_address() =>
        Assert.Equal(
            ("tiny", null, ModelKind.Chat),
            (ModelCatalogue.BuiltIn.Shipped!.Id.Value, ModelCatalogue.BuiltIn.Shipped.Url, ModelCatalogue.BuiltIn.Shipped.Kind)
        );

    [Fact]
    public async Task The_default_model_is_used_silently_where_it_is()
    {
        _ = Put("mirror", "large.gguf", Large);
        _ = Put("shipped", "small.gguf", Small);
        Assert.Equal("large", (await ResolveAsync()).Id.Value);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task Without_it_the_shipped_model_answers_and_one_line_says_so()
    {
        string path = Put("shipped", "small.gguf", Small);
        ResolvedModel model = await ResolveAsync();
        Assert.Equal(("small", path), (model.Id.Value, model.Path));
        string line = Assert.Single(_said);
        Assert.DoesNotContain('\n', line);
        Assert.StartsWith("large cannot be had here (model_unreachable): small answers", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_shipped_model_is_no_fallback()
    {
        _ = Put("shipped", "small.gguf", Large);
        ModelStoreException refused = await Assert.ThrowsAsync<ModelStoreException>(ResolveAsync);
        Assert.Equal(ModelStoreCodes.Unreachable, refused.Code);
        Assert.Contains("large.gguf", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task Whoever_names_the_default_model_gets_it_or_a_refusal()
    {
        _ = Put("shipped", "small.gguf", Small);
        ModelStoreException refused = await Assert.ThrowsAsync<ModelStoreException>(() =>
            Store().ResolveAsync(ModelId.Parse("large"), null, null, TestContext.Current.CancellationToken)
        );
        Assert.Equal(ModelStoreCodes.Unreachable, refused.Code);
    }

    [Fact]
    public async Task A_file_of_another_models_name_in_the_programs_folder_is_not_looked_at()
    {
        _ = Put("shipped", "large.gguf", Large);
        _ = Put("shipped", "small.gguf", Small);
        Assert.Equal("small", (await ResolveAsync()).Id.Value);
    }

    private Task<ResolvedModel> ResolveAsync() => Store().ResolveDefaultAsync(_said, null, TestContext.Current.CancellationToken);

    private ModelStore Store()
    {
        ModelStoreOptions options = new()
        {
            CacheDirectory = Path.Combine(_root.FullName, "cache"),
            Mirrors = [Path.Combine(_root.FullName, "mirror")],
            ShippedDirectory = Path.Combine(_root.FullName, "shipped"),
        };
        return new ModelStore(
            ModelCatalogue.Of([Entry("large", Large, new Uri("https://example.org/large.gguf"), false), Entry("small", Small, null, true)]),
            options,
            new HttpClient(new NoNetwork()),
            TimeProvider.System
        );
    }

    private static ModelEntry Entry(string id, byte[] content, Uri? url, bool shipped) =>
        new(
            ModelId.Parse(id),
            ModelKind.Chat,
            id,
            id + ".gguf",
            "F32",
            content.Length,
            new Hash32(SHA256.HashData(content)),
            "MIT",
            64,
            url,
            shipped
        );

    private string Put(string folder, string file, byte[] content)
    {
        string path = Path.Combine(_root.CreateSubdirectory(folder).FullName, file);
        File.WriteAllBytes(path, content);
        return path;
    }

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("no route", null, HttpStatusCode.ServiceUnavailable);
    }

    private sealed class Lines : List<string>, IProgress<string>
    {
        public void Report(string value) => Add(value);
    }
}
