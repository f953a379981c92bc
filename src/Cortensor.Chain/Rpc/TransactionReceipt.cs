using System.Numerics;
using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>What became of a transaction.</summary>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="BlockNumber">The block that holds it.</param>
/// <param name="BlockHash">That block's hash.</param>
/// <param name="Succeeded">False when it reverted; its gas is spent all the same.</param>
/// <param name="GasUsed">Gas it used.</param>
/// <param name="EffectiveGasPrice">Wei per gas it paid.</param>
/// <param name="DeployedContract">The new contract of a deployment.</param>
/// <param name="Logs">Its events in order.</param>
public sealed record TransactionReceipt(
    Hash32 TransactionHash,
    ulong BlockNumber,
    Hash32 BlockHash,
    bool Succeeded,
    ulong GasUsed,
    BigInteger EffectiveGasPrice,
    Address? DeployedContract,
    IReadOnlyList<LogEntry> Logs
);
