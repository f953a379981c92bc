namespace Cortensor.Protocol.Inference;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model ended its turn or a stop sequence appeared.</summary>
    Stop = 0,

    /// <summary><see cref="InferenceRequest.MaxTokens"/> or the context was reached.</summary>
    Length = 1,
}
