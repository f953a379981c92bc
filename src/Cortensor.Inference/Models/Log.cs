using Microsoft.Extensions.Logging;

namespace Cortensor.Inference.Models;

/// <summary>What the model store logs. Event ids 3000–3099.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Warning, "{Path} is not {Model}: its sha256 is {Actual}, not {Expected}; it is skipped")]
    public static partial void WrongFile(ILogger logger, string path, string model, string actual, string expected);

    [LoggerMessage(3001, LogLevel.Information, "Downloading {Model}, {Bytes} bytes, from {Url}")]
    public static partial void Downloading(ILogger logger, string model, long bytes, Uri url);

    [LoggerMessage(3002, LogLevel.Information, "{Model} is in {Path}")]
    public static partial void Found(ILogger logger, string model, string path);

    [LoggerMessage(3003, LogLevel.Warning, "{Path} cannot be read and is skipped: {Reason}")]
    public static partial void Unreadable(ILogger logger, string path, string reason);

    [LoggerMessage(3004, LogLevel.Warning, "The next address is asked: {Reason}")]
    public static partial void PassedOver(ILogger logger, string reason);
}
