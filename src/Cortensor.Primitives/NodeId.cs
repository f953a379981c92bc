using System.Text.Json.Serialization;

namespace Cortensor.Primitives;

/// <summary>A node's identity: <c>keccak256(abi.encode(address))</c> of its chain key's address.</summary>
[JsonConverter(typeof(TextJsonConverter<NodeId>))]
public readonly record struct NodeId(Hash32 Value) : IParsable<NodeId>
{
    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static NodeId Parse(string s, IFormatProvider? provider = null) => new(Hash32.Parse(s, provider));

    /// <summary>Like <see cref="Parse"/>, false instead of an exception.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out NodeId result)
    {
        bool read = Hash32.TryParse(s, provider, out Hash32 hash);
        result = new NodeId(hash);
        return read;
    }

    /// <summary>Lower-case hexadecimal with <c>0x</c>.</summary>
    public override string ToString() => Value.ToString();
}
