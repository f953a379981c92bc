using System.Collections.Immutable;

namespace Cortensor.Testing.Conformance;

/// <summary>Indexes into a session's node list that print as such in a trace.</summary>
/// <param name="Indexes">The indexes.</param>
public readonly record struct NodeList(ImmutableArray<byte> Indexes)
{
    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(' ', Indexes)}]";
}
