using System.Diagnostics.CodeAnalysis;
using Cortensor.Chain.Rpc;

namespace Cortensor.Chain.Contracts;

/// <summary>Picks events out of logs.</summary>
public static class ContractLogs
{
    /// <summary>Whether the log is a <typeparamref name="TEvent"/>, and its values. Who emitted it is the caller's to check.</summary>
    public static bool Is<TEvent>(this LogEntry log, [NotNullWhen(true)] out TEvent? values)
        where TEvent : class, IContractEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(log);
        bool matches = log.Topics.Count > 0 && log.Topics[0] == TEvent.Topic;
        values = matches ? TEvent.Decode(log) : null;
        return matches;
    }

    /// <summary>The events of one type that a transaction emitted.</summary>
    public static IEnumerable<TEvent> Events<TEvent>(this TransactionReceipt receipt)
        where TEvent : IContractEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return receipt.Logs.Where(log => log.Topics.Count > 0 && log.Topics[0] == TEvent.Topic).Select(TEvent.Decode);
    }
}
