using System.Net;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Microsoft.Extensions.Logging;

namespace Cortensor.Router;

/// <summary>What the router says to the operator: never prompts, answers or keys. Events 8000–8099.</summary>
internal static partial class Log
{
    [LoggerMessage(8000, LogLevel.Error, "{Method} {Path} failed, trace id {TraceId}")]
    public static partial void RequestFailed(ILogger logger, string method, string path, string traceId, Exception exception);

    [LoggerMessage(8001, LogLevel.Debug, "A request of key {Key} was refused: {Code}")]
    public static partial void Refused(ILogger logger, string key, string code);

    [LoggerMessage(8010, LogLevel.Information, "Miner {Miner} connected from {Remote} with {Slots} slots ({Software})")]
    public static partial void MinerConnected(ILogger logger, Address miner, IPAddress? remote, int slots, string software);

    [LoggerMessage(8011, LogLevel.Information, "Miner {Miner} disconnected: {Reason}")]
    public static partial void MinerDisconnected(ILogger logger, Address miner, string reason);

    [LoggerMessage(8012, LogLevel.Information, "A connection from {Remote} was refused: {Reason}")]
    public static partial void HelloRefused(ILogger logger, IPAddress? remote, string reason);

    [LoggerMessage(8013, LogLevel.Warning, "Miner {Miner} sent a frame that cannot be served: {Reason}")]
    public static partial void FrameRefused(ILogger logger, Address miner, string reason);

    [LoggerMessage(8020, LogLevel.Information, "Task {SessionId}/{TaskId} started: {Miners} miners, {Elected} streams")]
    public static partial void TaskStarted(ILogger logger, SessionId sessionId, TaskId taskId, int miners, Address elected);

    [LoggerMessage(8021, LogLevel.Information, "Task {SessionId}/{TaskId} is on chain in block {Block}")]
    public static partial void TaskConfirmed(ILogger logger, SessionId sessionId, TaskId taskId, ulong block);

    [LoggerMessage(8022, LogLevel.Warning, "Task {SessionId}/{TaskId} was refused by the chain: {Code}")]
    public static partial void TaskRefused(ILogger logger, SessionId sessionId, TaskId taskId, string code);

    [LoggerMessage(8023, LogLevel.Error, "Task {SessionId}/{TaskId}: the submit failed, whether it is on chain is not known")]
    public static partial void SubmitFailed(ILogger logger, SessionId sessionId, TaskId taskId, Exception exception);

    [LoggerMessage(8024, LogLevel.Warning, "Task {SessionId}/{TaskId}: {Miner} lost the stream at token {Position}: {Reason}")]
    public static partial void StreamLost(ILogger logger, SessionId sessionId, TaskId taskId, Address miner, int position, string reason);

    [LoggerMessage(8025, LogLevel.Information, "Task {SessionId}/{TaskId}: {Miner} goes on from token {Position}")]
    public static partial void StreamTaken(ILogger logger, SessionId sessionId, TaskId taskId, Address miner, int position);

    [LoggerMessage(8026, LogLevel.Error, "Task {SessionId}/{TaskId}: its stream broke on a bug")]
    public static partial void RunFailed(ILogger logger, SessionId sessionId, TaskId taskId, Exception exception);

    [LoggerMessage(8027, LogLevel.Information, "Task {SessionId}/{TaskId}: its place was lost to another submit, it is planned again")]
    public static partial void ReservationLost(ILogger logger, SessionId sessionId, TaskId taskId);

    [LoggerMessage(8028, LogLevel.Information, "Task {SessionId}/{TaskId}: result of {Miner} stored as {Digest}")]
    public static partial void ResultStored(ILogger logger, SessionId sessionId, TaskId taskId, Address miner, Hash32 digest);

    [LoggerMessage(8029, LogLevel.Error, "Task {Task}: the result of {Miner} could not be stored")]
    public static partial void ResultNotStored(ILogger logger, TaskKey task, Address miner, Exception exception);

    [LoggerMessage(8030, LogLevel.Information, "Hash chain {Generation} was posted, {Length} tasks")]
    public static partial void HashChainPosted(ILogger logger, int generation, int length);

    [LoggerMessage(8031, LogLevel.Error, "The hash chain could not be posted: {Refusal}")]
    public static partial void HashChainRefused(ILogger logger, string refusal);

    [LoggerMessage(8032, LogLevel.Error, "The duty {Duty} failed and is tried again")]
    public static partial void DutyFailed(ILogger logger, string duty, Exception exception);

    [LoggerMessage(8033, LogLevel.Information, "Task {SessionId}/{TaskId}: the answer is complete, {Tokens} tokens, {Miner} ended it")]
    public static partial void Answered(ILogger logger, SessionId sessionId, TaskId taskId, int tokens, Address miner);

    [LoggerMessage(8040, LogLevel.Information, "Stopping: no new tasks, {Running} answers are running")]
    public static partial void Stopping(ILogger logger, int running);

    [LoggerMessage(
        8041,
        LogLevel.Information,
        "Time to stop is up: {Streams} answers were handed back, {Tasks} tasks go on by the chain alone"
    )]
    public static partial void HandedBack(ILogger logger, int streams, int tasks);

    [LoggerMessage(
        8042,
        LogLevel.Information,
        "Task {SessionId}/{TaskId}: the client read nothing for {Seconds} s and was cut off; the task goes on"
    )]
    public static partial void ClientTooSlow(ILogger logger, SessionId sessionId, TaskId taskId, double seconds);

    [LoggerMessage(8043, LogLevel.Warning, "Miner {Miner} was disconnected: it sends more frames that nobody waits for than is bearable")]
    public static partial void FrameFlood(ILogger logger, Address miner);

    [LoggerMessage(8090, LogLevel.Error, "A request could not be stored; its client is told to come again")]
    public static partial void RequestNotStored(ILogger logger, Exception exception);
}
