using System.ComponentModel.DataAnnotations;
using Cortensor.Primitives;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>
/// Which server answers, and how long it is waited for. Not a record: nothing here is ever printed, the key least of all.
/// </summary>
public sealed class OpenAiEngineOptions
{
    /// <summary>Default of <see cref="ContextTokens"/>.</summary>
    public const int DefaultContextTokens = 2048;

    /// <summary>Default of <see cref="Slots"/>.</summary>
    public const int DefaultSlots = 8;

    /// <summary>Default of <see cref="Attempts"/>.</summary>
    public const int DefaultAttempts = 3;

    /// <summary>Default of <see cref="ConnectTimeout"/>.</summary>
    public static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Default of <see cref="FirstTokenTimeout"/>.</summary>
    public static readonly TimeSpan DefaultFirstTokenTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Default of <see cref="StallTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Default of <see cref="MaxRetryAfter"/>.</summary>
    public static readonly TimeSpan DefaultMaxRetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The catalogue name under which the model is offered.</summary>
    public required ModelId Model { get; init; }

    /// <summary>The server's base address, with or without <c>/v1</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The server's name for the model; empty when it is the same.</summary>
    public string ServerModel { get; init; } = string.Empty;

    /// <summary>Sent as bearer; null sends none. Never logged.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How the server goes on after a beginning.</summary>
    public OpenAiContinuation Continuation { get; init; }

    /// <summary>Longest prompt and answer together, in tokens, as the server was started with: it is the server that counts.</summary>
    [Range(64, 131_072)]
    public int ContextTokens { get; init; } = DefaultContextTokens;

    /// <summary>Requests at once.</summary>
    [Range(1, 1024)]
    public int Slots { get; init; } = DefaultSlots;

    /// <summary>How often a request is tried when the server is too busy to begin.</summary>
    [Range(1, 10)]
    public int Attempts { get; init; } = DefaultAttempts;

    /// <summary>Time to connect.</summary>
    public TimeSpan ConnectTimeout { get; init; } = DefaultConnectTimeout;

    /// <summary>Time from the request to the first sign of an answer: the server's queue and the prompt.</summary>
    public TimeSpan FirstTokenTimeout { get; init; } = DefaultFirstTokenTimeout;

    /// <summary>How long the server may be silent in the middle of an answer.</summary>
    public TimeSpan StallTimeout { get; init; } = DefaultStallTimeout;

    /// <summary>Longest pause that a busy server may ask for; a longer one is a refusal.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = DefaultMaxRetryAfter;
}
