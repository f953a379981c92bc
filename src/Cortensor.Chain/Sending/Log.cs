using System.Numerics;
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

    [LoggerMessage(
        2004,
        LogLevel.Warning,
        "Transaction {TransactionHash} is stuck and replaced by {Replacement}: at most {MaxFeePerGas} wei per gas, tip {Tip}"
    )]
    public static partial void Bumped(ILogger logger, Hash32 transactionHash, Hash32 replacement, BigInteger maxFeePerGas, BigInteger tip);

    [LoggerMessage(
        2005,
        LogLevel.Error,
        "Transaction {TransactionHash} is stuck and a higher fee would be more than {MaxFeePerGas} wei per gas"
    )]
    public static partial void FeeCapReached(ILogger logger, Hash32 transactionHash, BigInteger maxFeePerGas);

    [LoggerMessage(2006, LogLevel.Warning, "The node refused the dearer version {TransactionHash}: {Reason}")]
    public static partial void BumpRefused(ILogger logger, Hash32 transactionHash, string reason);

    [LoggerMessage(2007, LogLevel.Warning, "Nothing could be learnt about transaction {TransactionHash}, question {Poll}: {Reason}")]
    public static partial void NotToldYet(ILogger logger, Hash32 transactionHash, int poll, string reason);

    [LoggerMessage(
        2008,
        LogLevel.Warning,
        "A transaction of {Account} that went ahead of the answer to one before it came to nothing and gets its turn again: {Reason}"
    )]
    public static partial void FollowedInVain(ILogger logger, Address account, string reason);
}
