using Cortensor.Node.Options;

namespace Cortensor.Bench.Soak;

/// <summary>How long, how much, and which dice.</summary>
internal sealed record SoakOptions
{
    /// <summary>Prompts.</summary>
    public int Tasks { get; init; } = 1000;

    /// <summary>Minutes over which they are asked.</summary>
    public double Minutes { get; init; } = 20;

    /// <summary>Decides who asks what and who is killed when.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many miners.</summary>
    public int Miners { get; init; } = 5;

    /// <summary>Seconds between two kills on average.</summary>
    public double KillSeconds { get; init; } = 7;

    /// <summary><c>scripted</c> or <c>llama</c>.</summary>
    public string Engine { get; init; } = EngineNames.Scripted;

    /// <summary>
    /// Half of the chain's deaths are by force: it goes on from a state that is up to five seconds old, as after a deep reorganization.
    /// </summary>
    public bool LoseBlocks { get; init; }

    /// <summary>Whether the network's folder stays when all was well; it always stays when something was not.</summary>
    public bool Keep { get; init; }

    public TimeSpan Duration => TimeSpan.FromMinutes(Minutes);

    /// <summary>
    /// From here on the router, the oracles and the first miner are left alone, while everybody else goes on dying: only who lives for
    /// minutes shows whether memory grows.
    /// </summary>
    public TimeSpan SparedFrom => Duration * 0.6;
}
