using System.ComponentModel.DataAnnotations;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Engines.Scripted;

/// <summary>How a scripted engine answers.</summary>
public sealed record ScriptedEngineOptions
{
    /// <summary>Default of <see cref="ContextTokens"/>.</summary>
    public const int DefaultContextTokens = 2048;

    /// <summary>Default of <see cref="Slots"/>.</summary>
    public const int DefaultSlots = 4;

    /// <summary>The models it pretends to run.</summary>
    public required IReadOnlyList<ModelId> Models { get; init; }

    /// <summary>The answer to a request; <see cref="PseudoText.Answer"/> by default. Equal requests must get equal answers.</summary>
    public Func<InferenceRequest, string> Script { get; init; } = PseudoText.Answer;

    /// <summary>Longest prompt and answer together, in tokens.</summary>
    [Range(1, 131_072)]
    public int ContextTokens { get; init; } = DefaultContextTokens;

    /// <summary>How many answers may run at once.</summary>
    [Range(1, 1024)]
    public int Slots { get; init; } = DefaultSlots;

    /// <summary>Pause before every token; zero for none.</summary>
    public TimeSpan TokenDelay { get; init; } = TimeSpan.Zero;
}
