namespace Cortensor.Protocol.Nodes;

/// <summary>What a <see cref="IReadyCheck"/> found.</summary>
/// <param name="Code">One of <see cref="ReadyCodes"/>.</param>
/// <param name="Detail">For people, with the numbers; null when all is well.</param>
public sealed record ReadyFinding(string Code, string? Detail)
{
    /// <summary>Nothing is wrong.</summary>
    public static ReadyFinding Ok { get; } = new(ReadyCodes.Ok, null);

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsOk => Code == ReadyCodes.Ok;

    /// <summary>Something is wrong.</summary>
    public static ReadyFinding Of(string code, string detail) => new(code, detail);
}
