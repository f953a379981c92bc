using System.Globalization;
using System.Text.Json.Serialization;

namespace Cortensor.Primitives;

/// <summary>The number of a task within its session, counted from 1 by the SessionQueue contract without gaps; 0 means none.</summary>
[JsonConverter(typeof(NumberJsonConverter<TaskId>))]
public readonly record struct TaskId(ulong Value) : INumberId<TaskId>, IComparable<TaskId>
{
    /// <inheritdoc/>
    public static TaskId FromNumber(ulong value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(TaskId other) => Value.CompareTo(other.Value);

    /// <summary>The decimal number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
