using System.Globalization;
using System.Text;

namespace Cortensor.Protocol.Storage;

/// <summary>The scalars of RFC 8785, section 3.2.2, as text.</summary>
internal static class CanonicalText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 == value.Length || !char.IsLowSurrogate(value[i + 1]))
                {
                    throw new CanonicalJsonException(
                        CanonicalJsonCodes.LoneSurrogate,
                        $"A string holds half of a surrogate pair (U+{(int)c:X4})."
                    );
                }

                text.Append(c).Append(value[++i]);
            }
            else
            {
                AppendCharacter(text, c);
            }
        }

        text.Append('"');
    }

    public static void AppendInteger(StringBuilder text, long value)
    {
        if (value is > CanonicalJson.MaxInteger or < -CanonicalJson.MaxInteger)
        {
            throw new CanonicalJsonException(CanonicalJsonCodes.NotAnInteger, "A number is beyond 2^53 - 1; it travels as a string.");
        }

        text.Append(CultureInfo.InvariantCulture, $"{value}");
    }

    public static byte[] ToUtf8(StringBuilder text)
    {
        byte[] bytes = StrictUtf8.GetBytes(text.ToString());
        return bytes.Length <= CanonicalJson.MaxBytes
            ? bytes
            : throw new CanonicalJsonException(
                CanonicalJsonCodes.TooLarge,
                $"The object has {bytes.Length} bytes; {CanonicalJson.MaxBytes} are allowed."
            );
    }

    private static void AppendCharacter(StringBuilder text, char c) =>
        _ = c switch
        {
            '"' => text.Append("\\\""),
            '\\' => text.Append("\\\\"),
            '\b' => text.Append("\\b"),
            '\t' => text.Append("\\t"),
            '\n' => text.Append("\\n"),
            '\f' => text.Append("\\f"),
            '\r' => text.Append("\\r"),
            < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            _ => text.Append(c),
        };
}
