namespace Cortensor.Oracle;

/// <summary>What an operator sets on an oracle.</summary>
public sealed class OracleOptions
{
    /// <summary>Default of <see cref="Parallel"/>.</summary>
    public const int DefaultParallel = 16;

    /// <summary>Default of <see cref="KeptVerdicts"/>.</summary>
    public const int DefaultKeptVerdicts = 10_000;

    /// <summary>Default of <see cref="MissingResultSeconds"/>.</summary>
    public const int DefaultMissingResultSeconds = 30;

    /// <summary>Tasks each duty works on at once. 1–1,024.</summary>
    public int Parallel { get; set; } = DefaultParallel;

    /// <summary>Verdicts kept for reading, the newest. 1–1,000,000.</summary>
    public int KeptVerdicts { get; set; } = DefaultKeptVerdicts;

    /// <summary>
    /// Chain seconds after the last commit for which a result that no node serves is waited for, before it counts as not given. Must leave
    /// time within the network's complete window. 1–3,600.
    /// </summary>
    public int MissingResultSeconds { get; set; } = DefaultMissingResultSeconds;

    /// <summary>
    /// Admit every registered node to the pool at once. For dev networks: elsewhere nodes prove themselves first. Off by default.
    /// </summary>
    public bool AutoAdmit { get; set; }
}
