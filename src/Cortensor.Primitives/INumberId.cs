namespace Cortensor.Primitives;

/// <summary>An id that is a number on the wire.</summary>
public interface INumberId<TSelf>
    where TSelf : struct, INumberId<TSelf>
{
    /// <summary>The number.</summary>
    ulong Value { get; }

    /// <summary>The id with that number.</summary>
    static abstract TSelf FromNumber(ulong value);
}
