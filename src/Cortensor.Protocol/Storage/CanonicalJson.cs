using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// JSON with exactly one text per value (RFC 8785): sorted keys, its escaping, UTF-8, no blanks. Only integers that a double holds exactly
/// are numbers here; anything with a fraction travels as a string (protocol section 9).
/// </summary>
public static class CanonicalJson
{
    /// <summary>The largest object, in bytes.</summary>
    public const int MaxBytes = IPayloadStore.MaxBytes;

    /// <summary>How deep arrays and objects may nest.</summary>
    public const int MaxDepth = 32;

    /// <summary>The largest number, 2^53 − 1 (RFC 7493, section 2.2); its negative is the smallest.</summary>
    public const long MaxInteger = (1L << 53) - 1;

    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        // One more than allowed, so that the walk below meets the excess and names it.
        MaxDepth = MaxDepth + 1,
    };

    /// <summary>The sha-256 digest of canonical bytes: the object's name and its CID.</summary>
    public static Hash32 Digest(ReadOnlySpan<byte> canonicalBytes) => new(SHA256.HashData(canonicalBytes));

    /// <summary>The canonical bytes of a JSON value.</summary>
    /// <exception cref="CanonicalJsonException">The value has no canonical form; the code says why.</exception>
    public static byte[] Encode(JsonElement value)
    {
        StringBuilder text = new();
        Append(text, value, depth: 0);
        return CanonicalText.ToUtf8(text);
    }

    /// <summary>
    /// Reads bytes that must already be canonical: they are encoded again and compared, so equal values always have equal digests.
    /// </summary>
    /// <exception cref="CanonicalJsonException">The bytes are anything else; the code says what.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        JsonElement value = ParseLoose(bytes);
        return Encode(value).AsSpan().SequenceEqual(bytes.Span)
            ? value
            : throw new CanonicalJsonException(
                CanonicalJsonCodes.NotCanonical,
                "The bytes are JSON but not its canonical text (RFC 8785)."
            );
    }

    private static JsonElement ParseLoose(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new CanonicalJsonException(CanonicalJsonCodes.TooLarge, $"The object has {bytes.Length} bytes; {MaxBytes} are allowed.");
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            throw new CanonicalJsonException(CanonicalJsonCodes.NotJson, "The bytes are not UTF-8.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new CanonicalJsonException(
                CanonicalJsonCodes.NotJson,
                $"The bytes are not JSON (byte {e.BytePositionInLine} of line {e.LineNumber}).",
                e
            );
        }
    }

    private static void Append(StringBuilder text, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value, Deeper(depth));
                break;
            case JsonValueKind.Array:
                AppendArray(text, value, Deeper(depth));
                break;
            case JsonValueKind.String:
                CanonicalText.AppendString(text, Read(value, static v => v.GetString()!));
                break;
            case JsonValueKind.Number:
                AppendNumber(text, value.GetRawText());
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value, int depth)
    {
        List<(string Name, JsonElement Value)> fields = [];
        foreach (JsonProperty property in value.EnumerateObject())
        {
            fields.Add((Read(property, static p => p.Name), property.Value));
        }

        // RFC 8785, section 3.2.3: by UTF-16 code units, which is what ordinal means.
        fields.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        text.Append('{');
        for (int i = 0; i < fields.Count; i++)
        {
            if (i > 0 && fields[i].Name == fields[i - 1].Name)
            {
                throw new CanonicalJsonException(CanonicalJsonCodes.DuplicateKey, $"An object names the field '{fields[i].Name}' twice.");
            }

            if (i > 0)
            {
                text.Append(',');
            }

            CanonicalText.AppendString(text, fields[i].Name);
            text.Append(':');
            Append(text, fields[i].Value, depth);
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement value, int depth)
    {
        text.Append('[');
        string separator = string.Empty;
        foreach (JsonElement item in value.EnumerateArray())
        {
            text.Append(separator);
            Append(text, item, depth);
            separator = ",";
        }

        text.Append(']');
    }

    private static void AppendNumber(StringBuilder text, string raw)
    {
        // "-0", "1.0" and "1e2" are integers to some readers and not to others: they are refused rather than rewritten.
        if (
            !long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) || (number == 0 && raw != "0")
        )
        {
            throw new CanonicalJsonException(
                CanonicalJsonCodes.NotAnInteger,
                "A number is not a plain integer; fractions travel as strings."
            );
        }

        CanonicalText.AppendInteger(text, number);
    }

    private static int Deeper(int depth) =>
        depth < MaxDepth
            ? depth + 1
            : throw new CanonicalJsonException(CanonicalJsonCodes.TooDeep, $"Arrays and objects may nest {MaxDepth} deep.");

    private static string Read<T>(T source, Func<T, string> read)
    {
        try
        {
            return read(source);
        }
        catch (InvalidOperationException e)
        {
            // The reader keeps escapes as they are and only fails when they are turned into text.
            throw new CanonicalJsonException(CanonicalJsonCodes.LoneSurrogate, "A string holds half of a surrogate pair.", e);
        }
    }
}
