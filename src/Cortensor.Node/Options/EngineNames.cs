namespace Cortensor.Node.Options;

/// <summary>The inference engines a miner may run.</summary>
public static class EngineNames
{
    /// <summary>llama.cpp in a worker process.</summary>
    public const string Llama = "llama";

    /// <summary>Made-up text that depends on the prompt alone; for development chains on loopback.</summary>
    public const string Scripted = "scripted";

    public static IReadOnlyList<string> All { get; } = [Llama, Scripted];
}
