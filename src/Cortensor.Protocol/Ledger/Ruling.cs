using System.Diagnostics.CodeAnalysis;

namespace Cortensor.Protocol.Ledger;

/// <summary>What a rule says about a move: the state it leads to, or why it is refused.</summary>
/// <typeparam name="T">What the move leads to.</typeparam>
public readonly record struct Ruling<T>
    where T : class
{
    private Ruling(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>Set when the move is legal.</summary>
    public T? Value { get; }

    /// <summary>Set when it is not.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether the move is legal.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Legal => Value is not null;

    /// <summary>Legal.</summary>
    public static implicit operator Ruling<T>(T value) => new(value, null);

    /// <summary>Refused.</summary>
    public static implicit operator Ruling<T>(Refusal refusal) => new(null, refusal);
}
