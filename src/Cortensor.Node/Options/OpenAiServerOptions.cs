namespace Cortensor.Node.Options;

/// <summary>A server with OpenAI's API.</summary>
public sealed class OpenAiServerOptions
{
    /// <summary>Its base address, with or without <c>/v1</c>.</summary>
    public string Url { get; set; } = string.Empty;

    /// <summary>The server's name for the model; empty when it is the catalogue's.</summary>
    public string Model { get; set; } = string.Empty;

    /// <summary>File whose first line is the API key; empty for none.</summary>
    public string KeyFile { get; set; } = string.Empty;

    /// <summary>Environment variable that holds the API key, when no file does; empty for none.</summary>
    public string KeyVariable { get; set; } = string.Empty;

    /// <summary>
    /// How it goes on after another miner's beginning: <c>None</c>, <c>AssistantMessage</c> (llama-server, Ollama) or
    /// <c>ContinueFinalMessage</c> (vLLM).
    /// </summary>
    public string Continuation { get; set; } = "None";
}
