using Cortensor.Chain.Rpc;
using Cortensor.Primitives;

namespace Cortensor.Chain.Contracts;

/// <summary>An event type of a contract.</summary>
/// <typeparam name="TSelf">The record that holds its values.</typeparam>
public interface IContractEvent<TSelf>
    where TSelf : IContractEvent<TSelf>
{
    /// <summary>The Keccak of the event's signature: its first topic.</summary>
    static abstract Hash32 Topic { get; }

    /// <summary>Reads a log whose first topic is <see cref="Topic"/>.</summary>
    /// <exception cref="FormatException">The log does not hold this event's values.</exception>
    static abstract TSelf Decode(LogEntry log);
}
