using Microsoft.Extensions.Logging;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>What the engine logs: never a prompt, an answer, a key, or what a server wrote into an error. Event ids 3050–3069.</summary>
internal static partial class Log
{
    [LoggerMessage(3050, LogLevel.Information, "{Host} serves {Model} as {ServerModel}")]
    public static partial void Ready(ILogger logger, string host, string model, string serverModel);

    [LoggerMessage(3051, LogLevel.Information, "{Host} is busy ({Status}); the next try is in {DelayMs} ms")]
    public static partial void Busy(ILogger logger, string host, int status, double delayMs);

    [LoggerMessage(3052, LogLevel.Warning, "{Host} told no usage: the prompt counts as nothing")]
    public static partial void NoUsage(ILogger logger, string host);

    [LoggerMessage(3053, LogLevel.Warning, "{Host} sent {Pieces} pieces for {Tokens} tokens: answers are counted in pieces")]
    public static partial void OtherCount(ILogger logger, string host, int pieces, int tokens);

    [LoggerMessage(3054, LogLevel.Warning, "{Host} broke an answer off: {Reason} [{Code}]")]
    public static partial void Failed(ILogger logger, string host, string reason, string code);
}
