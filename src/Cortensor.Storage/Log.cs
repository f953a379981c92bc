using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Storage;

/// <summary>What storage says to the operator. Events 4000–4099.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "{Count} unfinished files of an earlier run were deleted")]
    public static partial void TemporariesSwept(ILogger logger, int count);

    [LoggerMessage(
        4001,
        LogLevel.Error,
        "Block {Digest} is damaged: its {Length} bytes have another digest; it is not served until it is stored again"
    )]
    public static partial void BlockCorrupt(ILogger logger, Hash32 digest, int length);

    [LoggerMessage(4002, LogLevel.Warning, "A temporary file could not be deleted after a failed write")]
    public static partial void TemporaryLeft(ILogger logger, Exception exception);

    [LoggerMessage(4020, LogLevel.Error, "Gateway: {Cid} could not be served")]
    public static partial void GatewayFailed(ILogger logger, string cid, Exception exception);

    [LoggerMessage(3030, LogLevel.Debug, "Gateway {Gateway} does not serve {Digest}: status {Status}")]
    public static partial void GatewayRefused(ILogger logger, Uri gateway, Hash32 digest, int status);

    [LoggerMessage(3031, LogLevel.Warning, "Gateway {Gateway} sent something else than {Digest}")]
    public static partial void GatewayLied(ILogger logger, Uri gateway, Hash32 digest);

    [LoggerMessage(3032, LogLevel.Warning, "Gateway {Gateway} cannot be reached")]
    public static partial void GatewayUnreachable(ILogger logger, Uri gateway, Exception exception);

    [LoggerMessage(3033, LogLevel.Warning, "Object {Digest} was fetched but could not be kept")]
    public static partial void FetchedNotKept(ILogger logger, Hash32 digest, Exception exception);
}
