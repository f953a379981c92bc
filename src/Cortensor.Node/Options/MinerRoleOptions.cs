namespace Cortensor.Node.Options;

/// <summary>What the host sets for a miner.</summary>
public sealed class MinerRoleOptions
{
    /// <summary>Default of <see cref="ContextTokens"/>.</summary>
    public const int DefaultContextTokens = 2048;

    /// <summary>Routers to dial.</summary>
    public IList<RouterLinkOptions> Routers { get; set; } = [];

    /// <summary>Base URLs of gateways to fetch prompts from.</summary>
    public IList<string> Gateways { get; set; } = [];

    /// <summary><c>llama</c> or <c>scripted</c>; see <see cref="EngineNames"/>.</summary>
    public string Engine { get; set; } = EngineNames.Llama;

    /// <summary>Catalogue ids of the models to serve.</summary>
    public IList<string> Models { get; set; } = [];

    /// <summary>Folder for downloaded models; empty takes the user's cache folder.</summary>
    public string ModelDir { get; set; } = string.Empty;

    /// <summary>Longest prompt and answer together, in tokens.</summary>
    public int ContextTokens { get; set; } = DefaultContextTokens;

    /// <summary>Threads of one answer.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>Answers at a time; each is a worker process with its own copy of the model.</summary>
    public int Slots { get; set; } = 1;

    /// <summary>Milliseconds the scripted engine takes for a token.</summary>
    public int ScriptedTokenMilliseconds { get; set; }
}
