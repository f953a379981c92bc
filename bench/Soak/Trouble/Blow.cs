namespace Cortensor.Bench.Soak.Trouble;

/// <summary>One death.</summary>
/// <param name="Role">Role of the process.</param>
/// <param name="Name">Name of the process.</param>
/// <param name="Manner">How it ended.</param>
/// <param name="At">When.</param>
internal sealed record Blow(string Role, string Name, BlowManner Manner, DateTimeOffset At)
{
    /// <summary>When it was started again; null while it is down.</summary>
    public DateTimeOffset? BackAt { get; set; }

    /// <summary>Whether its absence can be felt at that time: it takes a while to be back in the network once it runs again.</summary>
    public bool Covers(DateTimeOffset moment, TimeSpan aftermath) =>
        moment >= At - TimeSpan.FromSeconds(1) && (BackAt is not { } back || moment <= back + aftermath);

    /// <inheritdoc cref="Covers(DateTimeOffset, TimeSpan)"/>
    public bool Touches(DateTimeOffset from, DateTimeOffset to, TimeSpan aftermath) =>
        to >= At - TimeSpan.FromSeconds(1) && (BackAt is not { } back || from <= back + aftermath);
}
