using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Views;

internal static partial class Log
{
    [LoggerMessage(2120, LogLevel.Warning, "The node cannot tell about the network yet: {Reason}")]
    public static partial void NotConnected(ILogger logger, string reason);

    [LoggerMessage(2121, LogLevel.Information, "Following network {Network} on chain {ChainId} from block {BlockNumber}")]
    public static partial void Following(ILogger logger, string network, ulong chainId, ulong blockNumber);

    [LoggerMessage(
        2122,
        LogLevel.Warning,
        "The chain was reorganized below block {BlockNumber}, the oldest snapshot kept: reading everything again"
    )]
    public static partial void Rebuilding(ILogger logger, ulong blockNumber);

    [LoggerMessage(
        2123,
        LogLevel.Warning,
        "Block {BlockNumber} tells of something that no event before it made: an endpoint withheld events; reading everything again"
    )]
    public static partial void EventsMissing(ILogger logger, ulong blockNumber);
}
