using System.ComponentModel.DataAnnotations;
using Cortensor.Primitives;

namespace Cortensor.Inference.Engines.Llama;

/// <summary>How a llama.cpp engine runs one model.</summary>
public sealed record LlamaEngineOptions
{
    /// <summary>Default of <see cref="ContextTokens"/>.</summary>
    public const int DefaultContextTokens = 2048;

    /// <summary>Default of <see cref="Threads"/>.</summary>
    public const int DefaultThreads = 1;

    /// <summary>Default of <see cref="Workers"/>.</summary>
    public const int DefaultWorkers = 1;

    /// <summary>Default of <see cref="StartTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStartTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Default of <see cref="StallTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStallTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Default of <see cref="MaxRestartDelay"/>.</summary>
    public static readonly TimeSpan DefaultMaxRestartDelay = TimeSpan.FromSeconds(30);

    /// <summary>The catalogue name under which the model is offered.</summary>
    public required ModelId Model { get; init; }

    /// <summary>The model file, already verified (<see cref="Models.ModelStore"/>).</summary>
    public required string ModelPath { get; init; }

    /// <summary>Digest of that file.</summary>
    public required Hash32 WeightsSha256 { get; init; }

    /// <summary>Folder of the llama.cpp libraries; null searches for it (<see cref="NativeFiles"/>).</summary>
    public string? NativeDirectory { get; init; }

    /// <summary>Longest prompt and answer together, in tokens; the model's own limit wins when it is lower.</summary>
    [Range(64, 131_072)]
    public int ContextTokens { get; init; } = DefaultContextTokens;

    /// <summary>Threads of one answer. More than one pays only on a machine that does nothing else.</summary>
    [Range(1, 256)]
    public int Threads { get; init; } = DefaultThreads;

    /// <summary>Worker processes, each with its own copy of the model; as many answers run at once.</summary>
    [Range(1, 64)]
    public int Workers { get; init; } = DefaultWorkers;

    /// <summary>How long a worker may take to load the model, and a request may wait for a restarting worker.</summary>
    public TimeSpan StartTimeout { get; init; } = DefaultStartTimeout;

    /// <summary>How long a worker at work may be silent before it is killed; it speaks after every token and every 256 tokens of a prompt.</summary>
    public TimeSpan StallTimeout { get; init; } = DefaultStallTimeout;

    /// <summary>Longest pause before a crashed worker is started again; the pauses double up to it.</summary>
    public TimeSpan MaxRestartDelay { get; init; } = DefaultMaxRestartDelay;
}
