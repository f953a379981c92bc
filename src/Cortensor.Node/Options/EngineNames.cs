namespace Cortensor.Node.Options;

/// <summary>The inference engines a miner may run.</summary>
public static class EngineNames
{
    /// <summary>llama.cpp in a worker process.</summary>
    public const string Llama = "llama";

    /// <summary>A server with OpenAI's API: vLLM, llama-server, Ollama.</summary>
    public const string OpenAi = "openai";

    /// <summary>Made-up text that depends on the prompt alone; for development chains on loopback.</summary>
    public const string Scripted = "scripted";

    public static IReadOnlyList<string> All { get; } = [Llama, OpenAi, Scripted];
}
