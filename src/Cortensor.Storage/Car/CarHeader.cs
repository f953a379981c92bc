namespace Cortensor.Storage.Car;

/// <summary>
/// The header of a CAR version 1 file: <c>{roots: [CID…], version: 1}</c> in dag-cbor. The shape is fixed, so it is compared byte by byte
/// rather than read by a general CBOR reader.
/// </summary>
internal static class CarHeader
{
    /// <summary>At most this many roots are read or written: the largest count that CBOR holds in one byte.</summary>
    public const int MaxRoots = 23;

    /// <summary>The longest header, in bytes.</summary>
    public const int MaxBytes = 32 + (MaxRoots * (5 + Cid.Size));

    private static ReadOnlySpan<byte> Start => [0xA2, 0x65, (byte)'r', (byte)'o', (byte)'o', (byte)'t', (byte)'s'];

    // A CID is tag 42 around a byte string that begins with a zero (the multibase prefix for binary).
    private static ReadOnlySpan<byte> Link => [0xD8, 0x2A, 0x58, 1 + Cid.Size, 0x00];

    private static ReadOnlySpan<byte> End => [0x67, (byte)'v', (byte)'e', (byte)'r', (byte)'s', (byte)'i', (byte)'o', (byte)'n', 0x01];

    public static byte[] Encode(IReadOnlyList<Cid> roots)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(roots.Count, MaxRoots);
        using MemoryStream header = new();
        header.Write(Start);
        header.WriteByte((byte)(0x80 + roots.Count));
        foreach (Cid root in roots)
        {
            header.Write(Link);
            header.Write(root.ToArray());
        }

        header.Write(End);
        return header.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no header of this version, or name CIDs of a kind not used here.</exception>
    public static IReadOnlyList<Cid> Decode(ReadOnlySpan<byte> header)
    {
        Take(ref header, Start);
        if (header.IsEmpty || header[0] - 0x80 is < 0 or > MaxRoots)
        {
            throw Invalid();
        }

        int count = header[0] - 0x80;
        header = header[1..];
        List<Cid> roots = [];
        for (int i = 0; i < count; i++)
        {
            Take(ref header, Link);
            if (!Cid.TryRead(header, out Cid root))
            {
                throw Invalid();
            }

            roots.Add(root);
            header = header[Cid.Size..];
        }

        Take(ref header, End);
        return header.IsEmpty ? roots : throw Invalid();
    }

    private static void Take(ref ReadOnlySpan<byte> header, ReadOnlySpan<byte> expected)
    {
        if (!header.StartsWith(expected))
        {
            throw Invalid();
        }

        header = header[expected.Length..];
    }

    private static InvalidDataException Invalid() => new("The file is no CAR of version 1 with sha2-256, version 1 CIDs.");
}
