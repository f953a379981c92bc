using Cortensor.Node.Start;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node;

/// <summary>What the host says to the operator. Events 7000–7099.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "Stage {Number} {Stage}: {Roles} node {Node}, {Detail}")]
    public static partial void Reached(ILogger logger, int number, NodeStage stage, string roles, Address node, string detail);

    [LoggerMessage(7001, LogLevel.Information, "Waiting for {What}")]
    public static partial void Waiting(ILogger logger, string what);

    [LoggerMessage(7002, LogLevel.Information, "Stopping: {Reason}")]
    public static partial void Stopping(ILogger logger, string reason);

    [LoggerMessage(7003, LogLevel.Error, "Not everything was put away within {Seconds} s")]
    public static partial void StopDeadline(ILogger logger, int seconds);

    [LoggerMessage(7004, LogLevel.Critical, "The view of the chain ended")]
    public static partial void ViewEnded(ILogger logger, Exception exception);

    [LoggerMessage(7010, LogLevel.Warning, "Not ready: {Check} found {Code}. {Detail}")]
    public static partial void NotReady(ILogger logger, string check, string code, string detail);

    [LoggerMessage(7011, LogLevel.Information, "{Check} is well again")]
    public static partial void ReadyAgain(ILogger logger, string check);

    [LoggerMessage(7005, LogLevel.Information, "The API keys were read again: {Count} of them")]
    public static partial void KeysRead(ILogger logger, int count);

    [LoggerMessage(7006, LogLevel.Warning, "The changed configuration file has no usable API keys; the earlier ones stay. {Faults}")]
    public static partial void KeysKept(ILogger logger, string faults);
}
