namespace Cortensor.Storage;

/// <summary>Unsigned LEB128 numbers as protobuf and multiformats use them; only the shortest form is read.</summary>
internal static class Varint
{
    /// <summary>The longest varint read, in bytes (multiformats unsigned-varint: 63 bits).</summary>
    public const int MaxBytes = 9;

    public static void Write(Stream output, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            output.WriteByte((byte)(value | 0x80));
        }

        output.WriteByte((byte)value);
    }

    /// <summary>Takes a number off the front; false when it is cut short, too long or padded.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < bytes.Length && i < MaxBytes; i++)
        {
            byte b = bytes[i];
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b >= 0x80)
            {
                continue;
            }

            bytes = bytes[(i + 1)..];
            return b != 0 || i == 0;
        }

        return false;
    }
}
