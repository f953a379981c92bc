using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Sending;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "No answer for transaction {TransactionHash}, attempt {Attempt}: {Reason}")]
    public static partial void AnswerLost(ILogger logger, Hash32 transactionHash, int attempt, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "The nonce of {Account} is asked again: {Reason}")]
    public static partial void NonceResynced(ILogger logger, Address account, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "The node forgot transaction {TransactionHash}; it is handed over again")]
    public static partial void HandedOverAgain(ILogger logger, Hash32 transactionHash);
}
