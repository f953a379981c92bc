namespace Cortensor.Router;

/// <summary>A model the router knows by name.</summary>
public sealed class RouterModel
{
    /// <summary>Catalogue name.</summary>
    public string Id { get; set; } = string.Empty;

    /// <summary>
    /// Longest prompt and answer together, tokens. A prompt that provably fits is submitted at once, another one only when a miner has
    /// counted it.
    /// </summary>
    public int ContextTokens { get; set; }
}
