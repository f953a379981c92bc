using System.Text;

namespace Cortensor.Storage.UnixFs;

/// <summary>
/// A dag-pb block. Links (field 2) are written before data (field 1), a link's name also when it is empty, as the format demands.
/// </summary>
internal sealed record DagPbNode(IReadOnlyList<DagPbLink> Links, ReadOnlyMemory<byte> Data)
{
    private const int DataField = 1;
    private const int LinksField = 2;
    private const int HashField = 1;
    private const int NameField = 2;
    private const int SizeField = 3;

    public byte[] Encode()
    {
        ProtoWriter node = new();
        foreach (DagPbLink link in Links)
        {
            byte[] message = new ProtoWriter()
                .Bytes(HashField, link.Cid.ToArray())
                .Bytes(NameField, Encoding.UTF8.GetBytes(link.Name))
                .Number(SizeField, link.TreeSize)
                .ToArray();
            _ = node.Bytes(LinksField, message);
        }

        return node.Bytes(DataField, Data.Span).ToArray();
    }

    /// <exception cref="InvalidDataException">The block is no dag-pb node.</exception>
    public static DagPbNode Decode(ReadOnlySpan<byte> block)
    {
        List<DagPbLink> links = [];
        byte[]? data = null;
        ProtoReader reader = new(block);
        while (reader.Next())
        {
            if (reader is { Field: LinksField, Number: null } && data is null)
            {
                links.Add(DecodeLink(reader.Bytes));
            }
            else if (reader is { Field: DataField, Number: null } && data is null)
            {
                data = reader.Bytes.ToArray();
            }
            else
            {
                throw new InvalidDataException("The block is no dag-pb node: a field is unknown or out of order.");
            }
        }

        return new DagPbNode(links, data ?? throw new InvalidDataException("The dag-pb node has no data."));
    }

    private static DagPbLink DecodeLink(ReadOnlySpan<byte> message)
    {
        Cid? cid = null;
        string name = string.Empty;
        ulong size = 0;
        int last = 0;
        ProtoReader reader = new(message);
        while (reader.Next())
        {
            if (reader.Field <= last)
            {
                throw new InvalidDataException("A dag-pb link's fields are out of order.");
            }

            last = reader.Field;
            if (reader is { Field: HashField, Number: null } && reader.Bytes.Length == Cid.Size && Cid.TryRead(reader.Bytes, out Cid read))
            {
                cid = read;
            }
            else if (reader is { Field: NameField, Number: null })
            {
                name = Encoding.UTF8.GetString(reader.Bytes);
            }
            else if (reader is { Field: SizeField, Number: { } number })
            {
                size = number;
            }
            else
            {
                throw new InvalidDataException("A dag-pb link has an unknown field or a CID of a kind not used here.");
            }
        }

        return new DagPbLink(cid ?? throw new InvalidDataException("A dag-pb link has no CID."), name, size);
    }
}
