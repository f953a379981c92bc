using System.Net;
using System.Security.Cryptography;
using Cortensor.Inference.Models;
using Cortensor.Primitives;

namespace Cortensor.Tests.Inference.Models;

public sealed class ModelStoreTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(value => (byte)(value * 31))];
    private static readonly ModelId Id = ModelId.Parse("tiny");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cortensor-models-");

    [Fact]
    public void The_built_in_catalogue_holds_the_default_model()
    {
        ModelEntry first = ModelCatalogue.BuiltIn.Models[0];
        Assert.Equal("smollm2-135m-instruct", first.Id.Value);
        Assert.Equal("https", first.Url!.Scheme);
        Assert.All(ModelCatalogue.BuiltIn.Models, model => Assert.True(model is { Bytes: > 0, License.Length: > 0, Sha256.IsZero: false }));
    }

    [Fact]
    public async Task A_mirror_with_another_file_is_passed_over()
    {
        string wrong = Put("mirror1", [1, 2, 3]);
        string right = Put("mirror2", Content);
        ResolvedModel model = await ResolveAsync(Store(NoNetwork(), "mirror1", "mirror2"));
        Assert.NotEqual(wrong, model.Path);
        Assert.Equal(right, model.Path);
    }

    [Fact]
    public async Task The_cache_comes_before_mirrors()
    {
        string cached = Put("cache", Content);
        _ = Put("mirror1", Content);
        Assert.Equal(cached, (await ResolveAsync(Store(NoNetwork(), "mirror1"))).Path);
    }

    [Fact]
    public async Task A_download_is_verified_kept_and_found_again()
    {
        StubServer server = new(_ => new ByteArrayContent(Content));
        ResolvedModel first = await ResolveAsync(Store(server));
        ResolvedModel second = await ResolveAsync(Store(server));

        Assert.Equal(1, server.Requests);
        Assert.Equal(first.Path, second.Path);
        Assert.Equal(Content, await File.ReadAllBytesAsync(first.Path, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(first.Path)!));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300_000)]
    [InlineData(300_001)]
    public async Task A_wrong_download_leaves_nothing_behind(int length)
    {
        ModelStoreException refused = await FailAsync(Store(new StubServer(_ => new ByteArrayContent(new byte[length]))));
        Assert.Equal(ModelStoreCodes.Corrupt, refused.Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(_root.FullName, "cache")));
    }

    [Fact]
    public async Task An_unreachable_address_is_named_with_the_places_tried()
    {
        ModelStoreException refused = await FailAsync(Store(NoNetwork(), "mirror1"));
        Assert.Equal(ModelStoreCodes.Unreachable, refused.Code);
        Assert.Contains("mirror1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("example.org", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explicit_path_is_used_or_refused_but_never_replaced()
    {
        _ = Put("cache", Content);
        string wrong = Put("own", [1, 2, 3]);
        ModelStore store = Store(NoNetwork());

        ModelStoreException corrupt = await FailAsync(store, wrong);
        ModelStoreException missing = await FailAsync(store, wrong + ".not");

        Assert.Equal(ModelStoreCodes.Corrupt, corrupt.Code);
        Assert.Contains(Digest([1, 2, 3]).ToString(), corrupt.Message, StringComparison.Ordinal);
        Assert.Contains(Digest(Content).ToString(), corrupt.Message, StringComparison.Ordinal);
        Assert.Equal(ModelStoreCodes.NotFound, missing.Code);
    }

    [Fact]
    public async Task An_unknown_model_is_refused_without_a_path_and_taken_with_one()
    {
        ModelId other = ModelId.Parse("my-own");
        string path = Put("own", [1, 2, 3]);
        ModelStore store = Store(NoNetwork());

        ModelStoreException refused = await Assert.ThrowsAsync<ModelStoreException>(() =>
            store.ResolveAsync(other, null, null, TestContext.Current.CancellationToken)
        );
        ResolvedModel taken = await store.ResolveAsync(other, path, null, TestContext.Current.CancellationToken);

        Assert.Equal(ModelStoreCodes.NotFound, refused.Code);
        Assert.Equal((Digest([1, 2, 3]), null), (taken.Sha256, taken.Entry));
    }

    [Fact]
    public async Task A_file_that_changed_after_it_was_verified_is_read_again()
    {
        string path = Put("mirror1", Content);
        _ = await ResolveAsync(Store(NoNetwork(), "mirror1"));
        DateTime before = File.GetLastWriteTimeUtc(path);
        byte[] changed = [.. Content];
        changed[5]++;

        // Same length, same time: only the inode tells, as when somebody moves another file into its place.
        string other = path + ".new";
        await File.WriteAllBytesAsync(other, changed, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(other, before);
        File.Move(other, path, overwrite: true);

        Assert.Equal(ModelStoreCodes.Unreachable, (await FailAsync(Store(NoNetwork(), "mirror1"))).Code);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static Hash32 Digest(byte[] bytes) => new(SHA256.HashData(bytes));

    private static StubServer NoNetwork() => new(_ => throw new HttpRequestException("no route"));

    private static Task<ResolvedModel> ResolveAsync(ModelStore store) =>
        store.ResolveAsync(Id, null, null, TestContext.Current.CancellationToken);

    private static Task<ModelStoreException> FailAsync(ModelStore store, string? path = null) =>
        Assert.ThrowsAsync<ModelStoreException>(() => store.ResolveAsync(Id, path, null, TestContext.Current.CancellationToken));

    private string Put(string folder, byte[] content)
    {
        string path = Path.Combine(_root.CreateSubdirectory(folder).FullName, "tiny.gguf");
        File.WriteAllBytes(path, content);
        return path;
    }

    private ModelStore Store(StubServer server, params string[] mirrors)
    {
        ModelEntry entry = new(
            Id,
            ModelKind.Chat,
            "Tiny",
            "tiny.gguf",
            "F32",
            Content.Length,
            Digest(Content),
            "MIT",
            64,
            new Uri("https://example.org/tiny.gguf")
        );
        ModelStoreOptions options = new()
        {
            CacheDirectory = Path.Combine(_root.FullName, "cache"),
            Mirrors = [.. mirrors.Select(mirror => Path.Combine(_root.FullName, mirror))],
        };
        return new ModelStore(ModelCatalogue.Of([entry]), options, new HttpClient(server), TimeProvider.System);
    }

    private sealed class StubServer(Func<HttpRequestMessage, HttpContent> answer) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = answer(request) });
        }
    }
}
