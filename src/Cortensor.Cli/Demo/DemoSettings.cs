using Cortensor.Node.Options;

namespace Cortensor.Cli.Demo;

/// <summary>What a demonstration was asked to do.</summary>
internal sealed record DemoSettings
{
    /// <summary>Something a very small model can do, and ends by itself: its answer has 49 tokens at temperature 0.</summary>
    public const string DefaultPrompt = "Write two sentences about the moon.";

    /// <summary>Longest answer in tokens; more than twice the default prompt's, as another processor rounds differently.</summary>
    public const int MaxTokens = 128;

    public string Prompt { get; init; } = DefaultPrompt;

    /// <summary>Catalogue id; null for the default model, or the one that ships when that cannot be had.</summary>
    public string? Model { get; init; }

    public string Engine { get; init; } = EngineNames.Llama;

    public bool Json { get; init; }

    public bool Keep { get; init; }

    /// <summary>Folder of the demonstration's network; emptied first.</summary>
    public string DataDir { get; init; } = CliPaths.DemoFolder;
}
