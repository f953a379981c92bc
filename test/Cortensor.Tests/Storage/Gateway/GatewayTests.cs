using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cortensor.Storage;
using Cortensor.Storage.Car;
using Cortensor.Storage.Gateway;
using Cortensor.Storage.UnixFs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Storage.Gateway;

public sealed class GatewayTests : IAsyncLifetime
{
    private const string PeerId = "12D3KooWTest";
    private static readonly byte[] Content = Pattern.Bytes(100);
    private readonly MemoryBlockStore _blocks = new();
    private readonly HeaderAccess _access = new();
    private WebApplication _host = null!;
    private HttpClient _client = null!;
    private Cid _root;
    private Cid _leaf;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _host = builder.Build();
        GatewayOptions options = new() { PeerId = PeerId, Addresses = ["/ip4/127.0.0.1/tcp/5010/http"] };
        _ = _host.MapGateway(_blocks, _access, options, NullLogger.Instance);
        await _host.StartAsync();
        string address = _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _client = new HttpClient { BaseAddress = new Uri(address) };
        _root = (await UnixFsImporter.ImportAsync(new MemoryStream(Content), _blocks, new UnixFsProfile(10, 3), default)).Cid;
        _leaf = Cid.Of(CidCodec.Raw, Content.AsSpan(0, 10));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("?format=raw", null)]
    [InlineData("", "application/vnd.ipld.raw")]
    [InlineData("", "text/html, application/vnd.ipld.raw;q=0.5, */*;q=0.1")]
    [InlineData("?format=raw", "application/vnd.ipld.car")]
    public async Task A_raw_block_comes_with_everything_a_cache_needs(string query, string? accept)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"/ipfs/{_leaf}{query}", accept);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Content[..10], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/vnd.ipld.raw", response.Content.Headers.ContentType!.ToString());
        Assert.Equal($"\"{_leaf}.raw\"", response.Headers.ETag!.ToString());
        Assert.Equal("public, max-age=29030400, immutable", string.Join(", ", response.Headers.NonValidated["Cache-Control"]));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Theory]
    [InlineData("?format=car", null)]
    [InlineData("", "application/vnd.ipld.car; version=1; order=dfs; dups=n")]
    public async Task A_car_holds_the_whole_tree(string query, string? accept)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"/ipfs/{_root}{query}", accept);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/vnd.ipld.car", response.Content.Headers.ContentType!.MediaType);
        MemoryBlockStore other = new();
        Assert.Equal([_root], await CarArchive.ImportAsync(await response.Content.ReadAsStreamAsync(), other, default));
        Assert.Equal(_blocks.Blocks.Count, other.Blocks.Count);
    }

    [Fact]
    public async Task A_car_of_one_block_holds_one_block()
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"/ipfs/{_root}?format=car&dag-scope=block");
        MemoryBlockStore other = new();
        _ = await CarArchive.ImportAsync(await response.Content.ReadAsStreamAsync(), other, default);
        Assert.Equal([_root], other.Blocks.Keys);
    }

    [Fact]
    public async Task Head_says_the_same_without_a_body()
    {
        using HttpResponseMessage raw = await SendAsync(HttpMethod.Head, $"/ipfs/{_leaf}?format=raw");
        Assert.Equal(10, raw.Content.Headers.ContentLength);
        Assert.Empty(await raw.Content.ReadAsByteArrayAsync());
        using HttpResponseMessage missing = await SendAsync(HttpMethod.Head, $"/ipfs/{Cid.Of(CidCodec.Raw, [1])}?format=raw");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task What_the_caller_has_is_not_sent_again()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"/ipfs/{_leaf}?format=raw");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{_leaf}.raw\""));
        using HttpResponseMessage response = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("*/*")]
    [InlineData(null)]
    [InlineData("application/vnd.ipld.raw;q=0")]
    [InlineData("application/vnd.ipld.car; version=2")]
    public async Task A_form_that_needs_trust_is_not_served(string? accept) =>
        await AssertErrorAsync(
            await SendAsync(HttpMethod.Get, $"/ipfs/{_leaf}", accept),
            HttpStatusCode.NotAcceptable,
            GatewayCodes.NotAcceptable
        );

    [Theory]
    [InlineData("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("x")]
    public async Task A_bad_cid_is_refused(string cid)
    {
        await AssertErrorAsync(
            await SendAsync(HttpMethod.Get, $"/ipfs/{cid}?format=raw"),
            HttpStatusCode.BadRequest,
            GatewayCodes.InvalidCid
        );
        await AssertErrorAsync(
            await SendAsync(HttpMethod.Get, $"/routing/v1/providers/{cid}"),
            HttpStatusCode.BadRequest,
            GatewayCodes.InvalidCid
        );
    }

    [Fact]
    public async Task A_missing_block_is_a_404_with_a_code() =>
        await AssertErrorAsync(
            await SendAsync(HttpMethod.Get, $"/ipfs/{Cid.Of(CidCodec.Raw, [1])}?format=car"),
            HttpStatusCode.NotFound,
            GatewayCodes.NotFound
        );

    [Fact]
    public async Task A_denied_caller_cannot_tell_whether_a_block_is_here()
    {
        _access.Answer = GatewayRead.Denied;
        foreach (Cid cid in new[] { _leaf, Cid.Of(CidCodec.Raw, [1]) })
        {
            await AssertErrorAsync(
                await SendAsync(HttpMethod.Get, $"/ipfs/{cid}?format=raw"),
                HttpStatusCode.Forbidden,
                GatewayCodes.Denied
            );
            Assert.Equal("""{"Providers":[]}""", await _client.GetStringAsync($"/routing/v1/providers/{cid}"));
        }
    }

    [Fact]
    public async Task A_private_block_is_kept_out_of_shared_caches()
    {
        _access.Answer = GatewayRead.Private;
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"/ipfs/{_leaf}?format=raw");
        Assert.True(response.Headers.CacheControl!.Private);
        Assert.False(response.Headers.CacheControl.Public);
    }

    [Fact]
    public async Task A_damaged_tree_breaks_the_connection_instead_of_ending_early()
    {
        Assert.True(_blocks.Blocks.TryRemove(Cid.Of(CidCodec.Raw, Content.AsSpan(90, 10)), out _));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"/ipfs/{_root}?format=car");
            _ = response.EnsureSuccessStatusCode();
            _ = await response.Content.ReadAsByteArrayAsync();
        });
    }

    [Fact]
    public async Task Providers_are_named_as_peers_expect()
    {
        string json = await _client.GetStringAsync($"/routing/v1/providers/{_leaf}");
        Assert.Equal(
            $$"""{"Providers":[{"Schema":"peer","ID":"{{PeerId}}","Addrs":["/ip4/127.0.0.1/tcp/5010/http"],"Protocols":["transport-ipfs-gateway-http"]}]}""",
            json
        );
        Assert.Equal("""{"Providers":[]}""", await _client.GetStringAsync($"/routing/v1/providers/{Cid.Of(CidCodec.Raw, [1])}"));
    }

    private static async Task AssertErrorAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        using (response)
        {
            Assert.Equal(status, response.StatusCode);
            using JsonDocument body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.Equal(code, body.RootElement.GetProperty("error").GetProperty("code").GetString());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? accept = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (accept is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Accept", accept));
        }

        return await _client.SendAsync(request);
    }

    private sealed class HeaderAccess : IGatewayAccess
    {
        public GatewayRead Answer { get; set; } = GatewayRead.Public;

        public ValueTask<GatewayRead> MayReadAsync(HttpContext context, Cid cid, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Answer);
    }
}
