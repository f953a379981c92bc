using System.Numerics;

namespace Cortensor.Chain.Rpc;

/// <summary>What gas costs now.</summary>
/// <param name="BaseFeePerGas">The next block's base fee in wei.</param>
/// <param name="MedianTip">The median over recent blocks of the tip that their middle transaction paid, in wei.</param>
public sealed record FeeEstimate(BigInteger BaseFeePerGas, BigInteger MedianTip);
