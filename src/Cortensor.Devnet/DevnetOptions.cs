using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.Devnet;

/// <summary>What development network to run.</summary>
public sealed record DevnetOptions
{
    /// <summary>Default of <see cref="Miners"/>.</summary>
    public const int DefaultMiners = 4;

    /// <summary>Most miners on one machine.</summary>
    public const int MaxMiners = 32;

    /// <summary>Default of <see cref="RouterPort"/>.</summary>
    public const int DefaultRouterPort = 5010;

    /// <summary>Default of <see cref="StepTimeout"/>, in seconds.</summary>
    public const int DefaultStepSeconds = 180;

    /// <summary>Most of <see cref="StepTimeout"/>, in seconds.</summary>
    public const int MaxStepSeconds = 3600;

    /// <summary>Default of <see cref="Model"/>.</summary>
    public const string DefaultModel = "smollm2-135m-instruct";

    /// <summary>Miners a task is given to, when there are as many.</summary>
    public const int Redundancy = 3;

    /// <summary>Folder of the network's state and logs.</summary>
    public required string DataDir { get; init; }

    /// <summary>Folder that holds <c>contracts/</c> and <c>eng/embeddings/</c>.</summary>
    public required string Home { get; init; }

    /// <summary>The <c>cortensor</c> program that plays the nodes.</summary>
    public required string Program { get; init; }

    /// <summary>How many miners.</summary>
    public int Miners { get; init; } = DefaultMiners;

    /// <summary>Catalogue id.</summary>
    public string Model { get; init; } = DefaultModel;

    /// <summary><c>llama</c> or <c>scripted</c>.</summary>
    public string Engine { get; init; } = EngineNames.Llama;

    /// <summary>
    /// Milliseconds the scripted engine takes for a token: time to watch a stream, or to kill a miner in the middle of it.
    /// </summary>
    public int ScriptedTokenMilliseconds { get; init; }

    /// <summary>The router's port if it is free; 0 for any.</summary>
    public int RouterPort { get; init; } = DefaultRouterPort;

    /// <summary>Longest time any step of the start may take: a slow machine that loads large models needs more.</summary>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromSeconds(DefaultStepSeconds);

    /// <summary>How the nodes write their logs.</summary>
    public string LogFormat { get; init; } = LogOptions.Text;

    /// <summary>Least severity the nodes write.</summary>
    public string LogLevel { get; init; } = LogOptions.DefaultLevel;

    /// <summary>Miners per task in the session that the network creates.</summary>
    public int SessionRedundancy => Math.Min(Redundancy, Miners);

    /// <summary>Throws for options that cannot work, naming every fault.</summary>
    public void Check()
    {
        List<string> faults = [];
        if (Miners is < 1 or > MaxMiners)
        {
            faults.Add($"--miners: {Miners} is not between 1 and {MaxMiners}.");
        }

        if (!EngineNames.All.Contains(Engine))
        {
            faults.Add($"--engine: '{Engine}' is none of {string.Join(", ", EngineNames.All)}.");
        }

        if (RouterPort is < 0 or > ushort.MaxValue)
        {
            faults.Add($"--router-port: {RouterPort} is not between 0 and {ushort.MaxValue}.");
        }

        if (StepTimeout < TimeSpan.FromSeconds(1) || StepTimeout > TimeSpan.FromSeconds(MaxStepSeconds))
        {
            faults.Add($"--step-timeout: {StepTimeout.TotalSeconds:0} is not between 1 and {MaxStepSeconds} seconds.");
        }

        if (LogFormat is not (LogOptions.Text or LogOptions.Json))
        {
            faults.Add($"--log-format: '{LogFormat}' is neither {LogOptions.Text} nor {LogOptions.Json}.");
        }

        if (!LogOptions.Levels.Contains(LogLevel, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add($"--log-level: '{LogLevel}' is none of {string.Join(", ", LogOptions.Levels)}.");
        }

        if (string.IsNullOrWhiteSpace(Model))
        {
            faults.Add("--model: name a model of 'cortensor models list'.");
        }

        if (faults.Count > 0)
        {
            throw new CodedException(ExitCodes.Configuration, string.Join(Environment.NewLine, faults));
        }
    }
}
