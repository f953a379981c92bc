using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Router.Keys;

namespace Cortensor.Router.Admission;

/// <summary>What a client asks, whichever API it came through; nothing is checked yet.</summary>
internal sealed record ClientRequest
{
    public required ApiKey Key { get; init; }

    /// <summary>What the key's limits say to this request; null where nobody asked them.</summary>
    public KeyPermit? Permit { get; init; }

    public string? Model { get; init; }

    public SessionId? Session { get; init; }

    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>A raw prompt; null when there are messages.</summary>
    public string? Prompt { get; init; }

    public int? MaxTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? TopK { get; init; }

    public double? PresencePenalty { get; init; }

    public double? FrequencyPenalty { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    public int Choices { get; init; } = 1;

    public long? Seed { get; init; }

    public string? ClientReference { get; init; }

    public int? TimeoutSeconds { get; init; }

    /// <summary>As the client wrote it.</summary>
    public string? WaitForText { get; init; }

    /// <summary>Every text of the inquiry, prompt first.</summary>
    public IEnumerable<string> Texts => Prompt is null ? Messages.Select(static message => message.Content) : [Prompt];

    public WaitFor? WaitFor =>
        WaitForText switch
        {
            null or "answer" => Admission.WaitFor.Answer,
            "precommit" => Admission.WaitFor.Precommit,
            "commit" => Admission.WaitFor.Commit,
            "ended" => Admission.WaitFor.Ended,
            _ => null,
        };

    public SamplingOptions Sampling
    {
        get
        {
            SamplingOptions defaults = new();
            return new SamplingOptions
            {
                Temperature = Temperature ?? defaults.Temperature,
                TopP = TopP ?? defaults.TopP,
                TopK = TopK ?? defaults.TopK,
                PresencePenalty = PresencePenalty ?? defaults.PresencePenalty,
                FrequencyPenalty = FrequencyPenalty ?? defaults.FrequencyPenalty,
            };
        }
    }
}
