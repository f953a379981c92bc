using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Watching;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Warning, "The node failed at block {BlockNumber}: {Reason}")]
    public static partial void NodeFailed(ILogger logger, ulong blockNumber, string reason);

    [LoggerMessage(2102, LogLevel.Information, "The chain was reorganized: rolled back from block {From} to {To}")]
    public static partial void RolledBack(ILogger logger, ulong from, ulong to);

    [LoggerMessage(2103, LogLevel.Information, "Subscribed to new blocks at {Endpoint}")]
    public static partial void Subscribed(ILogger logger, string endpoint);

    [LoggerMessage(2104, LogLevel.Information, "No subscription to new blocks at {Endpoint}, polling meanwhile: {Reason}")]
    public static partial void SubscriptionLost(ILogger logger, string endpoint, string reason);

    [LoggerMessage(
        2105,
        LogLevel.Warning,
        "Block {BlockNumber} announces logs that no node gives: its bloom errs, or all of them withhold"
    )]
    public static partial void AnnouncedLogsMissing(ILogger logger, ulong blockNumber);
}
