using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Oracle;

/// <summary>What an oracle says to its operator. Events 6000–6099.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "Task {SessionId}/{TaskId}: {Move} made in block {Block}")]
    public static partial void Moved(ILogger logger, SessionId sessionId, TaskId taskId, string move, ulong block);

    [LoggerMessage(6001, LogLevel.Debug, "Task {SessionId}/{TaskId}: {Move} refused, {Code}: {Message}; usually somebody was faster")]
    public static partial void MoveRefused(ILogger logger, SessionId sessionId, TaskId taskId, string move, string code, string message);

    [LoggerMessage(6002, LogLevel.Error, "Task {SessionId}/{TaskId}: {Duty} failed; it looks again on the next block")]
    public static partial void DutyFailed(ILogger logger, SessionId sessionId, TaskId taskId, string duty, Exception exception);

    [LoggerMessage(6003, LogLevel.Error, "{Duty} failed on block {Block}; it looks again on the next one")]
    public static partial void LookFailed(ILogger logger, string duty, ulong block, Exception exception);

    [LoggerMessage(6004, LogLevel.Debug, "{Duty} is at its limit of {Parallel} tasks; the rest wait for the next block")]
    public static partial void DutyFull(ILogger logger, string duty, int parallel);

    [LoggerMessage(6010, LogLevel.Information, "Task {SessionId}/{TaskId}: agreement {Agreed}, accepted {Accepted:b}")]
    public static partial void Judged(ILogger logger, SessionId sessionId, TaskId taskId, bool agreed, uint accepted);

    [LoggerMessage(6011, LogLevel.Warning, "Task {SessionId}/{TaskId}: slot {Slot} of {Miner} is not accepted: {Reason}")]
    public static partial void SlotRejected(ILogger logger, SessionId sessionId, TaskId taskId, byte slot, Address miner, string reason);

    [LoggerMessage(6012, LogLevel.Debug, "Task {SessionId}/{TaskId}: {Missing} results cannot be fetched yet")]
    public static partial void ResultsMissing(ILogger logger, SessionId sessionId, TaskId taskId, int missing);

    [LoggerMessage(6013, LogLevel.Warning, "Task {SessionId}/{TaskId}: its seed block was not seen; the first miners are drawn without it")]
    public static partial void SeedMissed(ILogger logger, SessionId sessionId, TaskId taskId);

    [LoggerMessage(6020, LogLevel.Information, "Node {Node} admitted to the pool")]
    public static partial void Admitted(ILogger logger, Address node);

    [LoggerMessage(6021, LogLevel.Debug, "Node {Node} not admitted, {Code}: {Message}")]
    public static partial void NotAdmitted(ILogger logger, Address node, string code, string message);
}
