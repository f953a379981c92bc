using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Bench.Soak.Load;

/// <summary>What a client saw of one HTTP request.</summary>
/// <param name="Ask">What it asked.</param>
/// <param name="Began">When it was sent.</param>
internal sealed record Attempt(Ask Ask, DateTimeOffset Began)
{
    public DateTimeOffset Ended { get; init; }

    public AttemptEnd End { get; init; }

    /// <summary>The error's code, or what broke.</summary>
    public string? Code { get; init; }

    /// <summary>The task it was told of.</summary>
    public TaskKey? Task { get; init; }

    /// <summary>The CID of the request object it was told, which tells the task from another of the same number.</summary>
    public string? RequestCid { get; init; }

    public string Text { get; init; } = string.Empty;

    public string? Finish { get; init; }
}
