using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cortensor.Primitives;

namespace Cortensor.Inference.Models;

/// <summary>Remembers the digests of files in small notes beside the cache, so that a model is not hashed at every start.</summary>
/// <remarks>A note counts only while length, modification time and inode are those of the file it was written for.</remarks>
internal sealed class VerificationNotes(string directory)
{
    /// <summary>The file's digest, from its note or by reading it all; <paramref name="anew"/> believes no note.</summary>
    internal async Task<Hash32> DigestAsync(string path, CancellationToken cancellationToken, bool anew = false)
    {
        FileIdentity identity = FileIdentity.Of(path);
        string note = NotePath(path);
        if (!anew && Read(note) is { } known && known.Identity == identity)
        {
            return known.Sha256;
        }

        Hash32 digest;
        await using (FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan))
        {
            digest = new Hash32(await SHA256.HashDataAsync(stream, cancellationToken));
        }

        Write(note, new VerificationNote(identity, digest));
        return digest;
    }

    private string NotePath(string path) =>
        Path.Combine(directory, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..32] + ".json");

    private static VerificationNote? Read(string note)
    {
        try
        {
            return File.Exists(note)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(note), VerificationJson.Default.VerificationNote)
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // A note is a cache: without it the file is read again.
        }
    }

    private void Write(string note, VerificationNote content)
    {
        try
        {
            _ = Directory.CreateDirectory(directory);
            string temporary = Path.Combine(directory, Path.GetRandomFileName());
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(content, VerificationJson.Default.VerificationNote));
            File.Move(temporary, note, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written costs time at the next start, nothing else.
        }
    }
}

internal sealed record VerificationNote(FileIdentity Identity, Hash32 Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(VerificationNote))]
internal sealed partial class VerificationJson : JsonSerializerContext;
