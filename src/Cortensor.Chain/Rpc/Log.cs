using Cortensor.Chain.Rpc.Endpoints;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Rpc;

internal static partial class Log
{
    [LoggerMessage(2140, LogLevel.Warning, "Endpoint {Endpoint} failed with {Fault}: {Reason}")]
    public static partial void EndpointFailed(ILogger logger, string endpoint, RpcFault fault, string reason);

    [LoggerMessage(2141, LogLevel.Warning, "Endpoint {Endpoint} is not read from: {Standing} at block {BlockNumber}")]
    public static partial void EndpointDemoted(ILogger logger, string endpoint, EndpointStanding standing, ulong blockNumber);

    [LoggerMessage(2142, LogLevel.Information, "Endpoint {Endpoint} is read from again, at block {BlockNumber}")]
    public static partial void EndpointReturned(ILogger logger, string endpoint, ulong blockNumber);

    [LoggerMessage(2143, LogLevel.Error, "The comparison of the endpoints failed")]
    public static partial void SurveyFailed(ILogger logger, Exception exception);
}
