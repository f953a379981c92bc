using Microsoft.Extensions.Logging;

namespace Cortensor.Inference.Engines.Llama;

/// <summary>What the engine logs: never a prompt or an answer. Event ids 3100–3199.</summary>
internal static partial class Log
{
    [LoggerMessage(3100, LogLevel.Information, "Worker {Pid} runs {Model} on backend {Backend} with a context of {ContextTokens} tokens")]
    public static partial void WorkerReady(ILogger logger, int pid, string model, string backend, int contextTokens);

    [LoggerMessage(3101, LogLevel.Warning, "Worker {Pid} ended: {Reason}; the next one starts in {DelayMs} ms")]
    public static partial void WorkerEnded(ILogger logger, int pid, string reason, double delayMs);

    [LoggerMessage(3102, LogLevel.Warning, "A worker did not start: {Reason}; the next try is in {DelayMs} ms")]
    public static partial void WorkerDidNotStart(ILogger logger, string reason, double delayMs);

    [LoggerMessage(3103, LogLevel.Error, "The engine gives up on this worker: {Reason}")]
    public static partial void WorkerGivenUp(ILogger logger, string reason);

    [LoggerMessage(3104, LogLevel.Debug, "Worker {Pid} says: {Line}")]
    public static partial void WorkerSays(ILogger logger, int pid, string line);

    [LoggerMessage(3105, LogLevel.Error, "Worker {Pid} is killed: {Reason} [{Code}]")]
    public static partial void WorkerKilled(ILogger logger, int pid, string code, string reason);

    [LoggerMessage(
        3106,
        LogLevel.Warning,
        "Worker {Pid} ended with {Answers} answers in it: the next ones are made one at a time, so that one bad request costs no other"
    )]
    public static partial void OneAtATime(ILogger logger, int pid, int answers);
}
