using System.Globalization;
using System.Text.Json.Serialization;

namespace Cortensor.Primitives;

/// <summary>The number of a session, counted from 1 by the Session contract; 0 means none.</summary>
[JsonConverter(typeof(NumberJsonConverter<SessionId>))]
public readonly record struct SessionId(ulong Value) : INumberId<SessionId>, IComparable<SessionId>
{
    /// <inheritdoc/>
    public static SessionId FromNumber(ulong value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(SessionId other) => Value.CompareTo(other.Value);

    /// <summary>The decimal number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
