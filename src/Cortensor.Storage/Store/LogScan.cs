using System.Buffers.Binary;

namespace Cortensor.Storage.Store;

/// <summary>
/// Tells a damaged write-ahead log from a torn one (format: sqlite.org/fileformat2.html, section 4). SQLite takes the first frame with a
/// wrong checksum for the end, and drops what follows without a word. That is right for a transaction that was never acknowledged: each is
/// synced before the next is written, so nothing whole follows it but remains of earlier torn ones, and these lack their beginning.
/// </summary>
internal static class LogScan
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;
    private const uint Magic = 0x377F0682;

    /// <summary>Whether whole transactions stand behind a broken one.</summary>
    public static bool IsDamaged(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] header = new byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
        {
            return false;
        }

        if (!header.AsSpan().ContainsAnyExcept((byte)0))
        {
            // Grown by a write that never came, or wiped: then something stands behind it.
            return HoldsAnything(file);
        }

        uint magic = Word(header, 0);
        bool isBigEndian = (magic & 1) == 1;
        (uint, uint) sum = Sum(header.AsSpan(0, 24), isBigEndian, default);
        if ((magic & ~1u) != Magic || sum != (Word(header, 24), Word(header, 28)))
        {
            // The header is synced before the first frame is written.
            return true;
        }

        byte[] frame = new byte[FrameHeaderSize + Word(header, 8)];
        bool isBroken = false;
        bool isWhole = false; // the frames since the last commit frame follow on each other
        bool isCommit = false;
        (uint, uint) stored = default;
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            // Frames of an earlier round of the log have other salts.
            bool isOfThisRound = frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8));
            // A frame's checksum goes on from the one before it. Behind a break, from what stands there: damage to a page leaves its
            // checksum as it was.
            (uint, uint) found = Sum(
                frame.AsSpan(FrameHeaderSize),
                isBigEndian,
                Sum(frame.AsSpan(0, 8), isBigEndian, isBroken ? stored : sum)
            );
            (stored, sum) = ((Word(frame, 16), Word(frame, 20)), found);
            bool follows = isOfThisRound && found == stored;
            isWhole = isBroken && follows && (isCommit || isWhole);
            isBroken |= !follows;
            isCommit = isOfThisRound && Word(frame, 4) != 0; // the last frame of a transaction says how large the database is after it
            if (isWhole && isCommit)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsAnything(FileStream file)
    {
        byte[] part = new byte[64 * 1024];
        for (int read = file.Read(part); read > 0; read = file.Read(part))
        {
            if (part.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                return true;
            }
        }

        return false;
    }

    private static (uint First, uint Second) Sum(ReadOnlySpan<byte> bytes, bool isBigEndian, (uint First, uint Second) sum)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            sum.First +=
                (isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes)) + sum.Second;
            sum.Second +=
                (isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]))
                + sum.First;
        }

        return sum;
    }

    private static uint Word(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(offset));
}
