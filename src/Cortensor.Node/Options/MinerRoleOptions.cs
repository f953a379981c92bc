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

    /// <summary><c>llama</c>, <c>openai</c> or <c>scripted</c>; see <see cref="EngineNames"/>.</summary>
    public string Engine { get; set; } = EngineNames.Llama;

    /// <summary>Catalogue ids of the models to serve.</summary>
    public IList<string> Models { get; set; } = [];

    /// <summary>Folder for downloaded models; empty takes the user's cache folder.</summary>
    public string ModelDir { get; set; } = string.Empty;

    /// <summary>Longest prompt and answer together, in tokens.</summary>
    public int ContextTokens { get; set; } = DefaultContextTokens;

    /// <summary>Threads of the worker.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>
    /// Answers at a time, made together by one worker; 0 takes one for each core, 2 to 16 of them. Each has memory for
    /// <see cref="ContextTokens"/>.
    /// </summary>
    public int Slots { get; set; }

    /// <summary>The library of the <c>llama</c> engine.</summary>
    public LlamaOptions Llama { get; set; } = new();

    /// <summary>The server of the <c>openai</c> engine.</summary>
    public OpenAiServerOptions OpenAi { get; set; } = new();

    /// <summary>Milliseconds the scripted engine takes for a token.</summary>
    public int ScriptedTokenMilliseconds { get; set; }

    /// <summary>The slots after defaults.</summary>
    internal int EffectiveSlots => Slots > 0 ? Slots : Math.Clamp(Environment.ProcessorCount, LeastSlots, MostSlots);

    private const int LeastSlots = 2;

    private const int MostSlots = 16;
}
