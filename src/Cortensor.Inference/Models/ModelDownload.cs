using System.Security.Cryptography;
using Cortensor.Primitives;

namespace Cortensor.Inference.Models;

/// <summary>Fetches a model from its public address: temporary file, digest, flush to disk, then the rename that makes it visible.</summary>
internal sealed class ModelDownload(HttpClient http, TimeSpan readTimeout, TimeProvider time)
{
    private const int BufferBytes = 1 << 17;

    /// <exception cref="ModelStoreException">The address cannot be reached or serves something else.</exception>
    internal async Task RunAsync(ModelEntry entry, string destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        string temporary = $"{destination}.{Path.GetRandomFileName()}.part";
        try
        {
            Hash32 digest = await FetchAsync(entry, temporary, progress, cancellationToken);
            if (digest != entry.Sha256)
            {
                throw new ModelStoreException(ModelStoreCodes.Corrupt, $"{entry.Url} served sha256 {digest}, expected {entry.Sha256}.");
            }

            File.Move(temporary, destination, overwrite: true);
        }
        catch (Exception e) when (IsNetworkFault(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelStoreException(ModelStoreCodes.Unreachable, $"{entry.Url} cannot be downloaded: {e.Message}", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static bool IsNetworkFault(Exception e) => e is HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    private async Task<Hash32> FetchAsync(ModelEntry entry, string temporary, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.GetAsync(entry.Url, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .WaitAsync(readTimeout, time, cancellationToken);
        _ = response.EnsureSuccessStatusCode();
        await using Stream source = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using FileStream target = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferBytes];
        long total = 0;
        while (await source.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(readTimeout, time, cancellationToken) is > 0 and int read)
        {
            total += read;
            if (total > entry.Bytes)
            {
                throw new ModelStoreException(ModelStoreCodes.Corrupt, $"{entry.Url} serves more than the {entry.Bytes} bytes of {entry.File}.");
            }

            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress?.Report(total);
        }

        await target.FlushAsync(cancellationToken);
        RandomAccess.FlushToDisk(target.SafeFileHandle);
        return new Hash32(hash.GetHashAndReset());
    }
}
