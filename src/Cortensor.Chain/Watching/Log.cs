using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Watching;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Warning, "The node failed at block {BlockNumber}: {Reason}")]
    public static partial void NodeFailed(ILogger logger, ulong blockNumber, string reason);

    [LoggerMessage(2102, LogLevel.Information, "The chain was reorganized: rolled back from block {From} to {To}")]
    public static partial void RolledBack(ILogger logger, ulong from, ulong to);
}
