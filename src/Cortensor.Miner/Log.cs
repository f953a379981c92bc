using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Miner;

/// <summary>What a miner says to its operator; never prompt or answer text. Events 5000–5099.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information, "Connected to router {Router} at {Url}")]
    public static partial void RouterConnected(ILogger logger, Address router, Uri url);

    [LoggerMessage(5001, LogLevel.Information, "The connection to {Url} ended: {Reason}")]
    public static partial void RouterLost(ILogger logger, Uri url, string reason);

    [LoggerMessage(5002, LogLevel.Warning, "The router at {Url} is refused: {Reason}")]
    public static partial void RouterRefused(ILogger logger, Uri url, string reason);

    [LoggerMessage(5003, LogLevel.Warning, "Router {Router} reports {Code}: {Message}")]
    public static partial void RouterError(ILogger logger, Address router, string code, string message);

    [LoggerMessage(5010, LogLevel.Debug, "Task {SessionId}/{TaskId}: {Step}")]
    public static partial void Step(ILogger logger, SessionId sessionId, TaskId taskId, Queue.WorkerStep step);

    [LoggerMessage(5011, LogLevel.Information, "Task {SessionId}/{TaskId}: {Step} made in block {Block}")]
    public static partial void Moved(ILogger logger, SessionId sessionId, TaskId taskId, Queue.WorkerStep step, ulong block);

    [LoggerMessage(5012, LogLevel.Warning, "Task {SessionId}/{TaskId}: {Step} refused, {Code}: {Message}")]
    public static partial void MoveRefused(
        ILogger logger,
        SessionId sessionId,
        TaskId taskId,
        Queue.WorkerStep step,
        string code,
        string message
    );

    [LoggerMessage(5013, LogLevel.Error, "Task {SessionId}/{TaskId}: {Step} failed; it is tried again on the next block")]
    public static partial void MoveFailed(ILogger logger, SessionId sessionId, TaskId taskId, Queue.WorkerStep step, Exception exception);

    [LoggerMessage(5014, LogLevel.Warning, "Task {SessionId}/{TaskId} declined: {Reason}, {Message}")]
    public static partial void Declined(ILogger logger, SessionId sessionId, TaskId taskId, string reason, string message);

    [LoggerMessage(
        5015,
        LogLevel.Warning,
        "Task {SessionId}/{TaskId} on chain asks something else than its router announced; the announced work is dropped"
    )]
    public static partial void AnnouncementFalse(ILogger logger, SessionId sessionId, TaskId taskId);

    [LoggerMessage(
        5016,
        LogLevel.Error,
        "Task {SessionId}/{TaskId} is precommitted but its result is not in the journal: the bond will be lost"
    )]
    public static partial void ResultLost(ILogger logger, SessionId sessionId, TaskId taskId);

    [LoggerMessage(5017, LogLevel.Warning, "Task {SessionId}/{TaskId}: the result could not be journalled; no precommit until it is")]
    public static partial void JournalFailed(ILogger logger, SessionId sessionId, TaskId taskId, Exception exception);

    [LoggerMessage(5018, LogLevel.Information, "Task {SessionId}/{TaskId} left: {Reason}")]
    public static partial void TaskLeft(ILogger logger, SessionId sessionId, TaskId taskId, string reason);

    [LoggerMessage(5019, LogLevel.Error, "Task {SessionId}/{TaskId}: the worker broke")]
    public static partial void WorkerBroke(ILogger logger, SessionId sessionId, TaskId taskId, Exception exception);

    [LoggerMessage(5020, LogLevel.Warning, "Task {SessionId}/{TaskId}: the engine failed on attempt {Attempt}")]
    public static partial void InferenceFailed(ILogger logger, SessionId sessionId, TaskId taskId, int attempt, Exception exception);

    [LoggerMessage(5021, LogLevel.Warning, "Task {SessionId}/{TaskId}: fetching the request failed")]
    public static partial void FetchFailed(ILogger logger, SessionId sessionId, TaskId taskId, Exception exception);

    [LoggerMessage(5022, LogLevel.Warning, "Task {SessionId}/{TaskId}: streaming ended")]
    public static partial void StreamFailed(ILogger logger, SessionId sessionId, TaskId taskId, Exception exception);

    [LoggerMessage(
        5023,
        LogLevel.Warning,
        "Task {SessionId}/{TaskId}: the finished result could not be taken out of the journal; it is tried again on the next block"
    )]
    public static partial void ForgetFailed(ILogger logger, SessionId sessionId, TaskId taskId, Exception exception);

    [LoggerMessage(
        5024,
        LogLevel.Error,
        "The journal cannot be written, {Code}: new work is refused and held work handed back until there is room"
    )]
    public static partial void JournalFull(ILogger logger, string code, Exception exception);

    [LoggerMessage(5025, LogLevel.Information, "The journal can be written again")]
    public static partial void JournalWorks(ILogger logger);

    [LoggerMessage(
        5026,
        LogLevel.Error,
        "The account does not pay for a bond, {Code}: {Needed} wei were needed, {Held} are free; the task is handed back"
    )]
    public static partial void BondShort(ILogger logger, string code, TokenAmount needed, TokenAmount held);

    [LoggerMessage(5027, LogLevel.Information, "The account pays for bonds again")]
    public static partial void BondCovered(ILogger logger);

    [LoggerMessage(5030, LogLevel.Information, "{Count} results of an earlier run are in the journal")]
    public static partial void Recovered(ILogger logger, int count);

    [LoggerMessage(5040, LogLevel.Information, "Registered {Slots} slots and {Models} models with the pool")]
    public static partial void Registered(ILogger logger, int slots, int models);

    [LoggerMessage(5041, LogLevel.Warning, "The pool refused the registration, {Code}: {Message}")]
    public static partial void RegistrationRefused(ILogger logger, string code, string message);

    [LoggerMessage(5042, LogLevel.Error, "Registering with the pool failed; it is tried again on the next block")]
    public static partial void RegistrationFailed(ILogger logger, Exception exception);

    [LoggerMessage(5050, LogLevel.Information, "Stopping: no new tasks, {Busy} are under way")]
    public static partial void Stopping(ILogger logger, int busy);

    [LoggerMessage(5051, LogLevel.Information, "Time to stop is up: of {Busy} tasks, those that bind nobody yet are declined")]
    public static partial void HandingBack(ILogger logger, int busy);
}
