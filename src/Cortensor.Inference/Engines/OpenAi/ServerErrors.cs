using System.Net;
using System.Text.Json;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>
/// A server's error as one of our codes. Of what it wrote only its own short code goes on: the rest may quote the prompt.
/// </summary>
internal static class ServerErrors
{
    private const int MaxBodyBytes = 16 * 1024;
    private const int MaxCodeLength = 64;

    /// <summary>Reads the answer of a server that did not say 200.</summary>
    internal static async Task<Exception> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxBodyBytes];
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        int length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Of(response.StatusCode, Code(buffer.AsMemory(0, length)));
    }

    /// <summary>The code inside OpenAI's error envelope, or what stands there instead of one; empty when nothing readable does.</summary>
    internal static string Code(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out JsonElement error)
                ? Code(error)
                : Code(document.RootElement);
        }
        catch (JsonException)
        {
            return string.Empty;
        }
    }

    internal static string Code(JsonElement error)
    {
        foreach (string name in (ReadOnlySpan<string>)["code", "type"])
        {
            if (
                error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.String
                && value.GetString() is { Length: > 0 and <= MaxCodeLength } code
                && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            )
            {
                return code;
            }
        }

        return string.Empty;
    }

    private static Exception Of(HttpStatusCode status, string code)
    {
        string said = $"The server answered {(int)status}{(code.Length > 0 ? $" {code}" : string.Empty)}.";
        return (int)status switch
        {
            _ when code is "context_length_exceeded" or "exceed_context_size_error" => new InferenceRefusedException(
                InferenceRefusalCodes.OverContext,
                said
            ),
            401 or 403 => new InferenceFailedException(said, code: InferenceFailureCodes.ServerUnauthorized),
            404 => new InferenceRefusedException(InferenceRefusalCodes.UnknownModel, said),
            413 => new InferenceRefusedException(InferenceRefusalCodes.OverContext, said),
            400 or 422 => new InferenceRefusedException(InferenceRefusalCodes.InvalidArgument, said),
            429 or 503 => new InferenceRefusedException(InferenceRefusalCodes.NoSlot, said),
            _ => new InferenceFailedException(said, code: InferenceFailureCodes.ServerFailed),
        };
    }
}
