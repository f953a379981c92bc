using System.Net;
using System.Net.Http.Headers;

namespace Cortensor.Inference.Models;

/// <summary>
/// Fetches a model: a part file that later tries go on with, digest, flush to disk, then the rename that makes it visible.
/// </summary>
/// <remarks>Whatever a part file holds and wherever it came from, nothing counts before the digest of the whole is right.</remarks>
internal sealed class ModelDownload(HttpClient http, TimeSpan readTimeout, TimeProvider time, Func<string, PartFile>? open = null)
{
    private const int BufferBytes = 1 << 17;

    /// <exception cref="ModelStoreException">The address cannot be reached or serves something else, or the disk is full.</exception>
    internal async Task RunAsync(
        ModelEntry entry,
        Uri url,
        string destination,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        string path = $"{destination}.{entry.Sha256.ToString().Replace("0x", string.Empty, StringComparison.Ordinal)[..16]}.part";
        using PartFile part = (open ?? PartFile.Open)(path);
        try
        {
            bool resumed = await FillAsync(part, entry, url, progress, cancellationToken);
            if (part.Digest() != entry.Sha256 && resumed)
            {
                // The beginning came from elsewhere, or from another state of the file.
                part.Restart();
                _ = await FillAsync(part, entry, url, progress, cancellationToken);
            }

            if (part.Digest() is var digest && digest != entry.Sha256)
            {
                throw new ModelStoreException(ModelStoreCodes.Corrupt, $"{url} served sha256 {digest}, expected {entry.Sha256}.");
            }

            part.Publish(destination);
        }
        catch (ModelStoreException e) when (e.Code == ModelStoreCodes.Corrupt)
        {
            part.Discard();
            throw;
        }
        catch (Exception e) when (IsNetworkFault(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelStoreException(ModelStoreCodes.Unreachable, $"{url} cannot be downloaded: {e.Message}", e);
        }
    }

    private static bool IsNetworkFault(Exception e) =>
        e is HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    /// <summary>Fetches what is missing; true when there was something before.</summary>
    private async Task<bool> FillAsync(
        PartFile part,
        ModelEntry entry,
        Uri url,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        if (part.Length > entry.Bytes)
        {
            part.Restart();
        }

        bool resumed = part.Length > 0;
        if (part.Length < entry.Bytes)
        {
            part.RequireRoom(entry.Bytes - part.Length);
            using HttpResponseMessage response = await AskAsync(part, entry, url, cancellationToken);
            resumed = part.Length > 0;
            await CopyAsync(response, part, entry, url, progress, cancellationToken);
        }

        return resumed;
    }

    /// <summary>The response whose body goes on where the part ends, or begins anew and the part with it.</summary>
    private async Task<HttpResponseMessage> AskAsync(PartFile part, ModelEntry entry, Uri url, CancellationToken cancellationToken)
    {
        while (true)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, url);
            if (part.Length > 0)
            {
                request.Headers.Range = new RangeHeaderValue(part.Length, null);
                request.Headers.IfRange =
                    part.Validator is { } validator && EntityTagHeaderValue.TryParse(validator, out EntityTagHeaderValue? tag)
                        ? new RangeConditionHeaderValue(tag)
                        : null;
            }

            HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .WaitAsync(readTimeout, time, cancellationToken);
            bool goesOn =
                response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == part.Length;
            if (part.Length > 0 && !goesOn)
            {
                part.Restart();
                if (response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PartialContent)
                {
                    response.Dispose();
                    continue;
                }
            }

            _ = response.EnsureSuccessStatusCode();
            long? whole = goesOn ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength;
            if (whole is { } length && length != entry.Bytes)
            {
                response.Dispose();
                throw new ModelStoreException(ModelStoreCodes.Corrupt, $"{url} serves {length} bytes, {entry.File} has {entry.Bytes}.");
            }

            part.Validator = response.Headers.ETag is { IsWeak: false } etag ? etag.ToString() : null;
            return response;
        }
    }

    private async Task CopyAsync(
        HttpResponseMessage response,
        PartFile part,
        ModelEntry entry,
        Uri url,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        await using Stream source = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[BufferBytes];
        progress?.Report(part.Length);
        while (
            await source.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(readTimeout, time, cancellationToken) is > 0 and int read
        )
        {
            if (part.Length + read > entry.Bytes)
            {
                throw new ModelStoreException(ModelStoreCodes.Corrupt, $"{url} serves more than the {entry.Bytes} bytes of {entry.File}.");
            }

            part.Append(buffer.AsSpan(0, read));
            progress?.Report(part.Length);
        }

        if (part.Length < entry.Bytes)
        {
            throw new ModelStoreException(
                ModelStoreCodes.Corrupt,
                $"{url} serves only {part.Length} of the {entry.Bytes} bytes of {entry.File}."
            );
        }
    }
}
