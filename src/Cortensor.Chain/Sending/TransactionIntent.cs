using System.Numerics;
using Cortensor.Chain.Contracts;
using Cortensor.Primitives;

namespace Cortensor.Chain.Sending;

/// <summary>What a transaction should do; nonce, gas and fees are the sender's business.</summary>
/// <param name="To">The receiver; null deploys.</param>
/// <param name="Data">Call data or init code.</param>
/// <param name="Value">Wei sent along.</param>
/// <param name="GasLimit">Gas to allow without estimating; null estimates, which also finds out a revert before it costs anything.</param>
public sealed record TransactionIntent(Address? To, ReadOnlyMemory<byte> Data, BigInteger Value = default, ulong? GasLimit = null)
{
    /// <summary>A contract call.</summary>
    public static TransactionIntent Call(Address contract, IContractCall call, BigInteger value = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new TransactionIntent(contract, call.Encode(), value);
    }
}
