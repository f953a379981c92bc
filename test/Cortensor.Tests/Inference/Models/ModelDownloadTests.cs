using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Cortensor.Inference.Models;
using Cortensor.Primitives;

namespace Cortensor.Tests.Inference.Models;

/// <summary>Downloads that break off, go on, are lied to, and meet a full disk.</summary>
public sealed class ModelDownloadTests : IDisposable
{
    private const int Cut = 100_000;
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(value => (byte)(value * 31))];
    private static readonly Uri Url = new("https://example.org/tiny.gguf");
    private static readonly ModelEntry Entry = new(
        ModelId.Parse("tiny"),
        ModelKind.Chat,
        "Tiny",
        "tiny.gguf",
        "F32",
        Content.Length,
        new Hash32(SHA256.HashData(Content)),
        "MIT",
        64,
        Url
    );

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cortensor-download-");

    private string Whole => Path.Combine(_root.FullName, Entry.File);

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_download_that_broke_off_goes_on_from_there()
    {
        RangeServer server = new() { CutAfter = Cut };
        await BreakOffAsync(server);
        Assert.False(File.Exists(Whole));

        List<long> heard = [];
        await RunAsync(server, new Heard(heard));

        Assert.Equal(["", $"bytes={Cut}- if \"v1\""], server.Asked);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Whole, TestContext.Current.CancellationToken));
        Assert.Equal((Cut, Content.Length), (heard[0], heard[^1]));
        Assert.Equal([Whole], Directory.GetFiles(_root.FullName));
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_is_fetched_from_its_beginning()
    {
        RangeServer server = new() { CutAfter = Cut };
        await BreakOffAsync(server);
        server.Etag = "\"v2\"";
        await RunAsync(server);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Whole, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_beginning_that_is_something_else_costs_a_second_fetch_and_no_more(bool hasRanges)
    {
        RangeServer server = new() { CutAfter = Cut, HasRanges = hasRanges };
        await BreakOffAsync(server);
        string part = Directory.GetFiles(_root.FullName, "*.part").Single();
        await File.WriteAllBytesAsync(part, new byte[Cut], TestContext.Current.CancellationToken);
        await RunAsync(server);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Whole, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_part_longer_than_the_file_is_thrown_away()
    {
        RangeServer server = new() { CutAfter = Cut };
        await BreakOffAsync(server);
        string part = Directory.GetFiles(_root.FullName, "*.part").Single();
        await File.WriteAllBytesAsync(part, new byte[Content.Length + 1], TestContext.Current.CancellationToken);
        await RunAsync(server);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Whole, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_full_disk_is_a_code_and_what_came_before_is_not_lost()
    {
        RangeServer server = new();
        ModelStoreException full = await Assert.ThrowsAsync<ModelStoreException>(() =>
            RunAsync(server, open: path => new SmallDisk(path, Cut))
        );
        Assert.Equal(ModelStoreCodes.DiskFull, full.Code);
        Assert.False(File.Exists(Whole));

        await RunAsync(server);
        Assert.StartsWith("bytes=", server.Asked[^1], StringComparison.Ordinal);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Whole, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_disk_without_room_is_a_code_before_anything_is_fetched()
    {
        ModelStoreException full = await Assert.ThrowsAsync<ModelStoreException>(() =>
            RunAsync(new RangeServer(), entry: Entry with { Bytes = long.MaxValue / 2 })
        );
        Assert.Equal(ModelStoreCodes.DiskFull, full.Code);
    }

    [Fact]
    public async Task Two_at_once_are_kept_apart()
    {
        string part = Path.Combine(_root.FullName, $"tiny.gguf.{Convert.ToHexStringLower(SHA256.HashData(Content))[..16]}.part");
        using FileStream other = new(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        ModelStoreException busy = await Assert.ThrowsAsync<ModelStoreException>(() => RunAsync(new RangeServer()));
        Assert.Equal(ModelStoreCodes.Busy, busy.Code);
    }

    [Fact]
    public async Task Other_addresses_are_asked_first_and_a_wrong_one_is_passed_over()
    {
        RangeServer server = new() { Instead = url => url.Host == "wrong.example" ? new byte[Content.Length] : null };
        ModelStoreOptions options = new()
        {
            CacheDirectory = _root.FullName,
            Addresses = [new Uri("https://wrong.example/m/"), new Uri("https://right.example/m/")],
        };
        ModelStore store = new(ModelCatalogue.Of([Entry]), options, new HttpClient(server), TimeProvider.System);
        ResolvedModel model = await store.ResolveAsync(Entry.Id, null, null, TestContext.Current.CancellationToken);
        Assert.Equal(["wrong.example", "right.example"], server.Hosts);
        Assert.True((await store.VerifyAsync(Entry, TestContext.Current.CancellationToken)).Single().IsRight);

        byte[] changed = [.. Content];
        changed[7]++;
        DateTime before = File.GetLastWriteTimeUtc(model.Path);
        await File.WriteAllBytesAsync(model.Path, changed, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(model.Path, before);
        Assert.False((await store.VerifyAsync(Entry, TestContext.Current.CancellationToken)).Single().IsRight);
    }

    private async Task BreakOffAsync(RangeServer server)
    {
        ModelStoreException broken = await Assert.ThrowsAsync<ModelStoreException>(() => RunAsync(server));
        Assert.Equal(ModelStoreCodes.Unreachable, broken.Code);
        server.CutAfter = null;
    }

    private async Task RunAsync(
        RangeServer server,
        IProgress<long>? progress = null,
        Func<string, PartFile>? open = null,
        ModelEntry? entry = null
    )
    {
        using HttpClient http = new(server, disposeHandler: false);
        await new ModelDownload(http, TimeSpan.FromSeconds(30), TimeProvider.System, open).RunAsync(
            entry ?? Entry,
            Url,
            Whole,
            progress,
            TestContext.Current.CancellationToken
        );
    }

    private sealed class Heard(List<long> values) : IProgress<long>
    {
        public void Report(long value) => values.Add(value);
    }

    private sealed class SmallDisk(string path, int room) : PartFile(path)
    {
        protected override void Write(FileStream file, ReadOnlySpan<byte> bytes)
        {
            base.Write(file, bytes[..(int)Math.Min(bytes.Length, Math.Max(0, room - file.Length))]);
            if (file.Length >= room)
            {
                throw new IOException("No space left on device", 28);
            }
        }
    }

    /// <summary>Serves the file as servers do: ranges, If-Range, an ETag; and breaks off when told to.</summary>
    private sealed class RangeServer : HttpMessageHandler
    {
        public int? CutAfter { get; set; }

        public bool HasRanges { get; init; } = true;

        public string Etag { get; set; } = "\"v1\"";

        public Func<Uri, byte[]?> Instead { get; init; } = static _ => null;

        public List<string> Asked { get; } = [];

        public List<string> Hosts { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string asked = request.Headers.Range is { } range ? $"{range} if {request.Headers.IfRange}" : string.Empty;
            Asked.Add(asked);
            Hosts.Add(request.RequestUri!.Host);
            byte[] content = Instead(request.RequestUri) ?? Content;
            bool goesOn = asked.Length > 0 && HasRanges && (request.Headers.IfRange?.EntityTag?.ToString() ?? Etag) == Etag;
            int from = goesOn ? (int)request.Headers.Range!.Ranges.Single().From!.Value : 0;
            Stream body = new MemoryStream(content[from..]);
            HttpResponseMessage response = new(goesOn ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
            {
                Content = new StreamContent(CutAfter is { } cut ? new CutStream(body, cut) : body),
            };
            response.Headers.ETag = EntityTagHeaderValue.Parse(Etag);
            response.Content.Headers.ContentLength = content.Length - from;
            if (goesOn)
            {
                response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, content.Length - 1, content.Length);
            }

            return Task.FromResult(response);
        }
    }

    private sealed class CutStream(Stream inner, int after) : Stream
    {
        private int _left = after;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left == 0)
            {
                throw new IOException("The connection was reset.");
            }

            int read = inner.Read(buffer, offset, Math.Min(count, _left));
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
