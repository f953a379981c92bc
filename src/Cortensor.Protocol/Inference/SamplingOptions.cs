namespace Cortensor.Protocol.Inference;

/// <summary>How the next token is chosen. Temperature 0 is greedy: no noise, the key plays no part.</summary>
/// <remarks>Fractions are carried as text in canonical objects (no floats there); here they are numbers.</remarks>
public sealed record SamplingOptions
{
    /// <summary>Greedy: always the most likely token.</summary>
    public static SamplingOptions Greedy { get; } = new() { Temperature = 0 };

    /// <summary>Divides the logits; 0–2. Default 0.7.</summary>
    public double Temperature { get; init; } = 0.7;

    /// <summary>Keep the smallest set of tokens whose probability reaches this; 0–1, 1 keeps all. Default 0.95.</summary>
    public double TopP { get; init; } = 0.95;

    /// <summary>Keep this many most likely tokens; 0 keeps all. Default 40.</summary>
    public int TopK { get; init; } = 40;

    /// <summary>Subtracted from the logit of every token that occurred; −2–2. Default 0.</summary>
    public double PresencePenalty { get; init; }

    /// <summary>Subtracted from the logit of a token once per occurrence; −2–2. Default 0.</summary>
    public double FrequencyPenalty { get; init; }
}
