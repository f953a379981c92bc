namespace Cortensor.Storage.Journal;

/// <summary>What a journal file holds after whatever happened to it.</summary>
/// <param name="Records">Every whole record, in order.</param>
/// <param name="End">Where the last whole record ends.</param>
/// <param name="TornBytes">Bytes after that: a record that was never acknowledged.</param>
/// <param name="Damaged">How many places between whole records are unreadable: the disk lost what it had acknowledged.</param>
internal sealed record JournalScan(IReadOnlyList<byte[]> Records, long End, long TornBytes, int Damaged)
{
    /// <summary>First bytes of a journal file; the last is the format's version.</summary>
    public static ReadOnlySpan<byte> Magic => "CTXJRNL\x01"u8;

    /// <exception cref="InvalidDataException">The bytes are no journal of this version.</exception>
    public static JournalScan Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Magic))
            throw new InvalidDataException("The file is no journal of a version this node reads.");

        List<byte[]> records = [];
        int damaged = 0;
        int position = Magic.Length;
        while (position < file.Length)
        {
            if (JournalFrame.TryDecode(file[position..], out ReadOnlySpan<byte> payload))
            {
                records.Add(payload.ToArray());
                position += JournalFrame.HeaderSize + payload.Length;
            }
            else if (NextWhole(file, position + 1) is int next and > 0)
            {
                damaged++;
                position = next;
            }
            else
            {
                break;
            }
        }

        return new JournalScan(records, position, file.Length - position, damaged);
    }

    private static int NextWhole(ReadOnlySpan<byte> file, int from)
    {
        while (from < file.Length)
        {
            int marker = file[from..].IndexOf(JournalFrame.Marker);
            if (marker < 0)
                return -1;
            from += marker;
            if (JournalFrame.TryDecode(file[from..], out _))
                return from;
            from++;
        }

        return -1;
    }
}
