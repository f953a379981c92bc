namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>How a server is asked to go on after the beginning of an answer.</summary>
public enum OpenAiContinuation
{
    /// <summary>Not at all: the miner hands tasks back that another miner has begun.</summary>
    None = 0,

    /// <summary>By a last message of the assistant, which the server goes on after: llama-server, Ollama.</summary>
    AssistantMessage = 1,

    /// <summary>The same, with <c>continue_final_message</c>: vLLM.</summary>
    ContinueFinalMessage = 2,
}
