using System.ComponentModel.DataAnnotations;
using Cortensor.Inference.Worker;
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

    /// <summary>Default of <see cref="Sequences"/>.</summary>
    public const int DefaultSequences = 1;

    /// <summary>Most of <see cref="GpuLayers"/>: more than any model has.</summary>
    public const int MaxGpuLayers = WorkerSettings.MaxGpuLayers;

    /// <summary>Default of <see cref="StartTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStartTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Default of <see cref="StallTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStallTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Default of <see cref="PingInterval"/>.</summary>
    public static readonly TimeSpan DefaultPingInterval = TimeSpan.FromSeconds(5);

    /// <summary>Default of <see cref="PingTimeout"/>.</summary>
    public static readonly TimeSpan DefaultPingTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Default of <see cref="MaxRestartDelay"/>.</summary>
    public static readonly TimeSpan DefaultMaxRestartDelay = TimeSpan.FromSeconds(30);

    /// <summary>The catalogue name under which the model is offered.</summary>
    public required ModelId Model { get; init; }

    /// <summary>The model file, already verified (<see cref="Models.ModelStore"/>).</summary>
    public required string ModelPath { get; init; }

    /// <summary>Digest of that file.</summary>
    public required Hash32 WeightsSha256 { get; init; }

    /// <summary>The build of llama.cpp, one of <see cref="LlamaBackends"/>.</summary>
    public string Backend { get; init; } = LlamaBackends.Auto;

    /// <summary>Folder that holds the <c>runtimes</c> of a backend package; null takes the program's own.</summary>
    public string? BackendDirectory { get; init; }

    /// <summary>Layers of the model that a GPU backend computes on the GPU; as many as the model has, or more, are all.</summary>
    [Range(0, MaxGpuLayers)]
    public int GpuLayers { get; init; }

    /// <summary>Longest prompt and answer together, in tokens; the model's own limit wins when it is lower.</summary>
    [Range(64, 131_072)]
    public int ContextTokens { get; init; } = DefaultContextTokens;

    /// <summary>Threads of a worker. More than one pays only on a machine that does nothing else.</summary>
    [Range(1, 256)]
    public int Threads { get; init; } = DefaultThreads;

    /// <summary>Answers that a worker makes together; each has <see cref="ContextTokens"/> of memory of its own.</summary>
    [Range(1, 64)]
    public int Sequences { get; init; } = DefaultSequences;

    /// <summary>Worker processes, each with its own copy of the model.</summary>
    [Range(1, 64)]
    public int Workers { get; init; } = DefaultWorkers;

    /// <summary>How long a worker may take to load the model, and a request may wait for a restarting worker.</summary>
    public TimeSpan StartTimeout { get; init; } = DefaultStartTimeout;

    /// <summary>
    /// How long a worker at work may be silent before it is killed; it speaks after every token and every 256 tokens of a prompt.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = DefaultStallTimeout;

    /// <summary>Pause between two questions whether a worker, busy or not, is still there.</summary>
    public TimeSpan PingInterval { get; init; } = DefaultPingInterval;

    /// <summary>How long a worker may take to say that it is; then it is killed.</summary>
    public TimeSpan PingTimeout { get; init; } = DefaultPingTimeout;

    /// <summary>Longest pause before a crashed worker is started again; the pauses double up to it.</summary>
    public TimeSpan MaxRestartDelay { get; init; } = DefaultMaxRestartDelay;
}
