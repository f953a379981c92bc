using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Storage;
using Microsoft.Extensions.Logging;

namespace Cortensor.Storage.Gateway;

/// <summary>
/// Fetches objects from this node's own store, then from HTTP gateways in order, as a node that takes part in the task: it signs its
/// identity. Whatever comes is checked against the digest, so a gateway needs no trust.
/// </summary>
/// <param name="client">Makes the requests; its own timeout should be longer than this source's.</param>
/// <param name="gateways">Base addresses, such as <c>http://127.0.0.1:5010/</c>; <c>ipfs/{cid}</c> is appended.</param>
/// <param name="signer">In whose name to read.</param>
/// <param name="domain">The domain of what nodes sign for each other.</param>
/// <param name="local">Looked at first, and keeps what was fetched; null for none.</param>
/// <param name="chainTime">
/// Chain time, unix seconds: what gateways compare the expiry of a signature with, whatever the clocks of both sides say.
/// </param>
/// <param name="time">Paces the timeout.</param>
/// <param name="logger">Says which gateway failed.</param>
public sealed class GatewayPayloadSource(
    HttpClient client,
    IReadOnlyList<Uri> gateways,
    ISigner signer,
    TypedDataDomain domain,
    IPayloadStore? local,
    Func<ulong> chainTime,
    TimeProvider time,
    ILogger<GatewayPayloadSource> logger
) : IPayloadSource
{
    /// <summary>Default of <see cref="Timeout"/>.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    // Room for views that differ; half of what a gateway accepts at most.
    private const ulong SignatureSeconds = GatewayReadTypedData.MaxLifetime / 2;
    private const int ChunkBytes = 64 * 1024;

    private readonly ServedTraces _traces = new();

    /// <summary>Longest wait for one gateway, body included.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(Hash32 digest, CancellationToken cancellationToken)
    {
        if (await FromStoreAsync(digest, cancellationToken) is { } stored)
        {
            return stored;
        }

        foreach (Uri gateway in gateways)
        {
            if (await TryGatewayAsync(gateway, digest, cancellationToken) is { } bytes)
            {
                await KeepAsync(digest, bytes, cancellationToken);
                return bytes;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public ActivityContext TraceOf(Hash32 digest) => _traces.Find(digest);

    private async ValueTask<ReadOnlyMemory<byte>?> FromStoreAsync(Hash32 digest, CancellationToken cancellationToken)
    {
        try
        {
            return local is null ? null : await local.GetAsync(digest, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // The store has reported its damaged block; somebody else may have the object whole.
            return null;
        }
    }

    private async ValueTask KeepAsync(Hash32 digest, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            _ = local is null ? default : await local.PutAsync(bytes, cancellationToken);
        }
        catch (IOException exception)
        {
            // A cache that cannot be written does not make the object less there.
            Log.FetchedNotKept(logger, digest, exception);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> TryGatewayAsync(Uri gateway, Hash32 digest, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(Timeout, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using HttpRequestMessage request = await RequestAsync(gateway, digest, both.Token);
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                Log.GatewayRefused(logger, gateway, digest, (int)response.StatusCode);
                return null;
            }

            if (await ReadCappedAsync(response.Content, both.Token) is { } bytes && CanonicalJson.Digest(bytes.Span) == digest)
            {
                _traces.Keep(digest, response.Headers);
                return bytes;
            }

            Log.GatewayLied(logger, gateway, digest);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            Log.GatewayUnreachable(logger, gateway, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.GatewayUnreachable(logger, gateway, exception);
        }

        return null;
    }

    private async Task<HttpRequestMessage> RequestAsync(Uri gateway, Hash32 digest, CancellationToken cancellationToken)
    {
        ulong expiry = chainTime() + SignatureSeconds;
        Signature signature = await signer.SignHashAsync(
            GatewayReadTypedData.Digest(domain, signer.Address, digest, expiry),
            cancellationToken
        );
        string expiryText = expiry.ToString(CultureInfo.InvariantCulture);
        string root = gateway.AbsoluteUri.EndsWith('/') ? gateway.AbsoluteUri : gateway.AbsoluteUri + "/";
        HttpRequestMessage request = new(HttpMethod.Get, new Uri($"{root}ipfs/{Cid.Raw(digest)}?format=raw"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            GatewayReadTypedData.Scheme,
            $"reader=\"{signer.Address}\", expiry=\"{expiryText}\", signature=\"{signature}\""
        );
        return request;
    }

    /// <summary>The body, or null when it is larger than any object.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadCappedAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using Stream body = await content.ReadAsStreamAsync(cancellationToken);
        using MemoryStream bytes = new();
        byte[] chunk = new byte[ChunkBytes];
        while (await body.ReadAsync(chunk, cancellationToken) is > 0 and int read)
        {
            if (bytes.Length + read > IPayloadStore.MaxBytes)
            {
                return null;
            }

            await bytes.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        return bytes.ToArray();
    }
}
