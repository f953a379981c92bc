using Cortensor.Storage;
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

/// <summary>Objects of every shape as Helia finds and checks them.</summary>
public sealed class HeliaTests : IAsyncLifetime
{
    private readonly MemoryBlockStore _blocks = new();
    private WebApplication _host = null!;
    private Uri _url = null!;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _host = builder.Build();
        using Cortensor.Crypto.PrivateKey key = Cortensor.Crypto.PrivateKey.Create();
        _ = _host.MapGateway(_blocks, new OpenAccess(), new GatewayOptions { PeerId = PeerIds.Of(key.PublicKey) }, NullLogger.Instance);
        await _host.StartAsync();
        _url = new Uri(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(12)]
    [InlineData(3_000_001)]
    public async Task A_file_arrives_whole(int size)
    {
        byte[] content = Pattern.Bytes(size);
        Cid root = await ImportAsync(content);
        (byte[] bytes, string error) = await HeliaPeer.FetchAsync(_url, root, TestContext.Current.CancellationToken);
        Assert.Equal(string.Empty, error);
        Assert.Equal(content, bytes);
    }

    [Fact]
    public async Task A_flipped_bit_is_refused_by_whoever_fetches()
    {
        Cid root = await ImportAsync(Pattern.Bytes(100));
        _blocks.Blocks[root][7] ^= 1;
        (byte[] bytes, string error) = await HeliaPeer.FetchAsync(_url, root, TestContext.Current.CancellationToken);
        Assert.Empty(bytes);
        Assert.NotEqual(string.Empty, error);
    }

    private async Task<Cid> ImportAsync(byte[] content) =>
        (
            await UnixFsImporter.ImportAsync(
                new MemoryStream(content),
                _blocks,
                UnixFsProfile.V1Of2025,
                TestContext.Current.CancellationToken
            )
        ).Cid;

    private sealed class OpenAccess : IGatewayAccess
    {
        public ValueTask<GatewayRead> MayReadAsync(HttpContext context, Cid cid, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GatewayRead.Public);
    }
}
