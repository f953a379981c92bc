using System.Numerics;
using Cortensor.Primitives;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>Amounts in errors: contracts compute with 256 bits, amounts of COR have 128.</summary>
internal static class Amounts
{
    /// <summary>The amount; more than fits counts as the most that does.</summary>
    public static TokenAmount Of(BigInteger wei) => new((UInt128)BigInteger.Min(wei, UInt128.MaxValue));
}
