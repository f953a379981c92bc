using System.Buffers.Binary;

namespace Cortensor.Storage.Journal;

/// <summary>
/// One record in a journal file: marker, CRC-32C of the rest, length, payload. The marker holds a zero byte, which JSON text cannot, so a
/// search past damage does not mistake an answer's text for a record.
/// </summary>
internal static class JournalFrame
{
    public const int HeaderSize = 12;

    private const int CrcOffset = 4;
    private const int LengthOffset = 8;

    public static ReadOnlySpan<byte> Marker => [0x00, 0xC7, 0x4A, 0xFF];

    public static byte[] Encode(ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[HeaderSize + payload.Length];
        Marker.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(LengthOffset), payload.Length);
        payload.CopyTo(frame.AsSpan(HeaderSize));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(CrcOffset), Crc32C.Compute(frame.AsSpan(LengthOffset)));
        return frame;
    }

    /// <summary>Whether a whole, undamaged frame starts at the front of <paramref name="bytes"/>.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (bytes.Length < HeaderSize || !bytes.StartsWith(Marker))
            return false;

        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthOffset..]);
        if (length < 0 || length > bytes.Length - HeaderSize)
            return false;

        payload = bytes.Slice(HeaderSize, length);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcOffset..]) == Crc32C.Compute(bytes[LengthOffset..(HeaderSize + length)]);
    }
}
