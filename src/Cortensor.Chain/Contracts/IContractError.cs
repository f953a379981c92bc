using Cortensor.Chain.Encoding;

namespace Cortensor.Chain.Contracts;

/// <summary>A custom error type of a contract.</summary>
/// <typeparam name="TSelf">The record that holds its values.</typeparam>
public interface IContractError<TSelf>
    where TSelf : IContractError<TSelf>
{
    /// <summary>The front of the Keccak of the error's signature.</summary>
    static abstract Selector Selector { get; }

    /// <summary>Reads revert data that starts with <see cref="Selector"/>.</summary>
    /// <exception cref="FormatException">The data does not hold this error's values.</exception>
    static abstract TSelf Decode(ReadOnlySpan<byte> revertData);
}
