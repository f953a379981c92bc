using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Cortensor.Api.Errors;
using Cortensor.Router.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cortensor.Router.Admission;

/// <summary>The questions about bytes, before there is an inquiry: content type, size, strict UTF-8, JSON, types.</summary>
internal static class RequestBody
{
    public static async Task<(T? Body, ApiError? Error)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int maxBytes)
        where T : class
    {
        if (!IsJson(context.Request.ContentType))
        {
            return (null, ApiError.Of(ErrorCodes.UnsupportedMediaType));
        }

        if (context.Request.ContentLength > maxBytes)
        {
            return (null, TooLarge(maxBytes));
        }

        byte[]? bytes = await ReadAsync(context, maxBytes);
        return bytes is null ? (null, TooLarge(maxBytes)) : Parse(bytes, type);
    }

    internal static (T? Body, ApiError? Error) Parse<T>(byte[] bytes, JsonTypeInfo<T> type)
        where T : class
    {
        // The reader takes UTF-8 for granted until a string is read: ask first (RFC 8259, section 8.1).
        if (!Utf8.IsValid(bytes))
        {
            return (null, new ApiError(ErrorCodes.InvalidJson, "The body is not UTF-8."));
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type) is { } body
                ? (body, null)
                : (null, new ApiError(ErrorCodes.InvalidRequest, "The body is null."));
        }
        catch (JsonException exception)
        {
            return (null, Explain(bytes, exception));
        }
        catch (InvalidOperationException)
        {
            // A converter of ours met half of a surrogate pair.
            return (null, ApiError.Of(ErrorCodes.InvalidText));
        }
    }

    private static ApiError Explain(byte[] bytes, JsonException exception)
    {
        Utf8JsonReader reader = new(bytes);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            return ApiError.Of(ErrorCodes.InvalidText);
        }
        catch (JsonException fault)
        {
            return new ApiError(
                ErrorCodes.InvalidJson,
                $"The body is not valid JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}."
            );
        }

        string? path = exception.Path is { Length: > 2 } where ? where[2..] : null;
        return new ApiError(
            ErrorCodes.InvalidRequest,
            path is null ? "A field has the wrong type or stands twice." : $"'{path}' has the wrong type or stands twice."
        )
        {
            Param = path,
        };
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? parsed)
        && parsed.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!parsed.Charset.HasValue || parsed.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static async Task<byte[]?> ReadAsync(HttpContext context, int maxBytes)
    {
        using MemoryStream body = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                return null;
            }

            await body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
        }

        return body.ToArray();
    }

    private static ApiError TooLarge(int maxBytes) => new(ErrorCodes.RequestTooLarge, $"The body may have at most {maxBytes} bytes.");
}
