using Cortensor.Devnet;
using Cortensor.Node.Options;

namespace Cortensor.Cli.Demo;

/// <summary>What a demonstration was asked to do.</summary>
internal sealed record DemoSettings
{
    /// <summary>Something a very small model can do.</summary>
    public const string DefaultPrompt = "Why is the sky blue? Answer in three short sentences.";

    /// <summary>Longest answer in tokens.</summary>
    public const int MaxTokens = 96;

    public string Prompt { get; init; } = DefaultPrompt;

    public string Model { get; init; } = DevnetOptions.DefaultModel;

    public string Engine { get; init; } = EngineNames.Llama;

    public bool Json { get; init; }

    public bool Keep { get; init; }

    /// <summary>Folder of the demonstration's network; emptied first.</summary>
    public string DataDir { get; init; } = CliPaths.DemoFolder;
}
