using System.Numerics;
using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>A message to execute without a transaction, or to estimate.</summary>
/// <param name="To">The contract; null to try a deployment.</param>
/// <param name="Data">Call data or init code.</param>
/// <param name="From">The sender to pretend; null for nobody.</param>
/// <param name="Value">Wei sent along.</param>
public sealed record CallRequest(Address? To, ReadOnlyMemory<byte> Data, Address? From = null, BigInteger Value = default)
{
    internal Dictionary<string, object?> ToJson()
    {
        Dictionary<string, object?> fields = new() { ["data"] = Hex.Encode(Data.Span) };
        if (To is Address to)
        {
            fields["to"] = to.ToString();
        }

        if (From is Address from)
        {
            fields["from"] = from.ToString();
        }

        if (!Value.IsZero)
        {
            fields["value"] = Quantity.Format(Value);
        }

        return fields;
    }
}
